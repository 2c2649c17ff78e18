/**
 * Reads CWL documents: YAML with places, {@code $import} and {@code $graph}, the upgrade of v1.0
 * and v1.1 to v1.2, and all checks that need no run. The result is {@link org.periplus.cwl.model};
 * every mistake of a document is told at once, with its line and column. Beside the model it uses
 * the checks of syntax of {@code cwl.expression} and of values of {@code cwl.tool}. Begin reading
 * at {@link org.periplus.cwl.document.DocumentLoader}.
 */
package org.periplus.cwl.document;
