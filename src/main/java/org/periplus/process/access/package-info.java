/**
 * Whose a process is, who sees it, and who may change it. Begin reading at {@link
 * org.periplus.process.access.Viewer}.
 */
package org.periplus.process.access;
