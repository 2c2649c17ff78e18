/**
 * Answers that are files, whole or in ranges (RFC 9110, 14). May use {@code api}. Begin reading at
 * {@link org.periplus.api.file.FileAnswers}.
 */
package org.periplus.api.file;
