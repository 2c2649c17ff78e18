/**
 * The audit trail over HTTP: what is recorded of requests that reach a resource, and {@code GET
 * /audit}. Begin reading at {@link org.periplus.api.audit.AuditFilter}.
 */
package org.periplus.api.audit;
