/**
 * The command line of a tool, from its bindings. May use {@code cwl.tool.plan}. Begin reading at
 * {@link org.periplus.cwl.tool.command.CommandLine}.
 */
package org.periplus.cwl.tool.command;
