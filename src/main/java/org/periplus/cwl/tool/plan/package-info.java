/**
 * The plan of a tool's run, and the words that all parts of it share: what is mounted where, which
 * resources are asked for, paths inside. May use {@code cwl.model}, {@code cwl.value} and {@code
 * cwl.expression}. Begin reading at {@link org.periplus.cwl.tool.plan.ToolPlan}.
 */
package org.periplus.cwl.tool.plan;
