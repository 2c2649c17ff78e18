/**
 * Quotas: how much tenants and users may use, and what they have used. Knows no HTTP. Begin reading
 * at {@link org.periplus.security.quota.Quotas}.
 */
package org.periplus.security.quota;
