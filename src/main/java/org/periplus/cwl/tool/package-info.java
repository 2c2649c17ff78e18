/**
 * Everything between an input object and the run of a container, and back. Here is where a tool's
 * run is decided; the rooms below are the parts of that: {@code input}, {@code command}, {@code
 * workdir}, {@code plan}, {@code output}. May use {@code cwl.model}, {@code cwl.value} and {@code
 * cwl.expression}. Begin reading at {@link org.periplus.cwl.tool.ToolPlanner}.
 */
package org.periplus.cwl.tool;
