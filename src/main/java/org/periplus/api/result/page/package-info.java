/**
 * What the page of a job's results shows, made of the results document: files, STAC items, values,
 * the beginnings of texts, and what a map can show. All of it is a tool's, so that each part is
 * checked before it is taken, and there is a most for each. Begin reading at {@link
 * org.periplus.api.result.page.ResultsPage}.
 */
package org.periplus.api.result.page;
