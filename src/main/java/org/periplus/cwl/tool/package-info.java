/**
 * Everything between an input object and the run of a container, and back: checks and completes
 * inputs, builds the command line, decides what is mounted where, collects outputs. Knows no
 * container client; uses {@link org.periplus.cwl.model} and {@link org.periplus.cwl.expression}.
 * Begin reading at {@link org.periplus.cwl.tool.ToolPlanner}.
 */
package org.periplus.cwl.tool;
