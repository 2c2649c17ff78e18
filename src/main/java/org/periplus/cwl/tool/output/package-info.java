/**
 * From what a tool has left to its output object. May use {@code cwl.tool.plan}. Begin reading at
 * {@link org.periplus.cwl.tool.output.OutputCollector}.
 */
package org.periplus.cwl.tool.output;
