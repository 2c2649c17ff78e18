/**
 * The text of logs as HTML. Uses nothing else. Begin reading at {@link
 * org.periplus.web.log.LogHtml}.
 */
package org.periplus.web.log;
