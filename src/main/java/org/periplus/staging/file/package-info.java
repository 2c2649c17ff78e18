/**
 * Files on this machine: names, trees, parts, media types, checksums. May use nothing of ours.
 * Begin reading at {@link org.periplus.staging.file.FileTrees}.
 */
package org.periplus.staging.file;
