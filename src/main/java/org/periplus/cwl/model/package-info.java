/**
 * The CWL language as immutable values: processes, parameters, types, requirements, always in the
 * terms of CWL v1.2 (older documents are upgraded while they are loaded). Nothing here reads files
 * or runs anything. Begin reading at {@link org.periplus.cwl.model.Process}.
 */
package org.periplus.cwl.model;
