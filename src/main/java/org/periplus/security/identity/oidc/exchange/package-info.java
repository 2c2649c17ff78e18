/**
 * Tokens of users, exchanged for such as other servers take: RFC 8693. Begin reading at {@link
 * org.periplus.security.identity.oidc.exchange.TokenExchanges}.
 */
package org.periplus.security.identity.oidc.exchange;
