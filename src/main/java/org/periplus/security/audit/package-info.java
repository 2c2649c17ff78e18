/**
 * The audit trail: who did what, from where, and with what outcome; in a table, and as lines of
 * JSON. Knows no HTTP. Begin reading at {@link org.periplus.security.audit.AuditTrail}.
 */
package org.periplus.security.audit;
