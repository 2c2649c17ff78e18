/**
 * Answers that are kept as bytes until what they say is something else. Begin reading at {@link
 * org.periplus.api.kept.KeptAnswers}.
 */
package org.periplus.api.kept;
