/**
 * The run of a command line tool: attempts and retries, image, container, output, limits, and the
 * containers that jobs leave. May use {@code batch.run}, {@code batch.admission}, {@code
 * container}, {@code security} and {@code cwl}. Begin reading at {@link
 * org.periplus.batch.tool.ToolWork}.
 */
package org.periplus.batch.tool;
