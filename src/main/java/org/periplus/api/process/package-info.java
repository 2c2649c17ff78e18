/**
 * The resources of processes: their list, their descriptions and versions, and with Part 2 their
 * deployment, replacement and removal. May use {@code api}. Begin reading at {@link
 * org.periplus.api.process.ProcessesResource}.
 */
package org.periplus.api.process;
