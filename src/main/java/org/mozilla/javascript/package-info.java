/**
 * One class of Rhino's, replaced by one that knows a limit; see {@code
 * docs/decisions/0006-javascript.md}. Nothing else belongs here.
 */
package org.mozilla.javascript;
