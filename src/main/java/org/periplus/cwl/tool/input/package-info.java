/**
 * From the input object that is given to the one that a process sees: defaults, checks, secondary
 * files, places on the host. May use {@code cwl.tool.plan}. Begin reading at {@link
 * org.periplus.cwl.tool.input.InputObject}.
 */
package org.periplus.cwl.tool.input;
