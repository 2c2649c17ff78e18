/**
 * The results of jobs: all of them as a document, single outputs in their own media type, several
 * in one body, and the files they lead to. May use {@code api}, {@code file}, {@code request} and
 * {@code job}. Begin reading at {@link org.periplus.api.result.JobResultsResource}.
 */
package org.periplus.api.result;
