/**
 * Who asks and what they may reach: tenants, and the egress rule that every request to another
 * server obeys. May use {@code configuration} alone. Begin reading at {@link
 * org.periplus.security.Egress}.
 */
package org.periplus.security;
