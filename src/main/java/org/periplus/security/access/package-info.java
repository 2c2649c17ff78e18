/**
 * What callers may do: one table of operations and roles, from which the check, the documentation
 * and the OpenAPI documents are made. Knows no HTTP server. Begin reading at {@link
 * org.periplus.security.access.Operations}.
 */
package org.periplus.security.access;
