/**
 * Processes of the server itself, in Java: what such a process must be ({@link
 * org.periplus.process.builtin.BuiltInProcess}, where reading begins), the check of what an
 * execution gives to it, and {@code echo}. May use what {@code process} may use.
 */
package org.periplus.process.builtin;
