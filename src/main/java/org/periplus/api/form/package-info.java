/**
 * What forms of pages are made of: the inputs of a process, and its outputs, as fields that a
 * person can read and fill in. Made from the schemas of the description alone, so that a page knows
 * no more than any client. Begin reading at {@link org.periplus.api.form.FormFields}.
 */
package org.periplus.api.form;
