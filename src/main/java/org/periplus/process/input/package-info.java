/**
 * From the {@code inputs} of an execute request to a CWL input object, checked against the
 * description. May use {@code process.description} and {@code cwl}. Begin reading at {@link
 * org.periplus.process.input.ExecutionInputs}.
 */
package org.periplus.process.input;
