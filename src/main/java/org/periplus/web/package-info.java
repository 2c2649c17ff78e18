/**
 * The API's representations as pages: one writer for all of them, a template for each that deserves
 * one. May use the records of {@code api}. Begin reading at {@link org.periplus.web.HtmlPages}.
 */
package org.periplus.web;
