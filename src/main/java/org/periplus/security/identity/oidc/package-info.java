/**
 * What identity providers say of callers: the tokens of OpenID Connect issuers, checked with the
 * keys that these publish. Knows no HTTP server. Begin reading at {@link
 * org.periplus.security.identity.oidc.Tokens}.
 */
package org.periplus.security.identity.oidc;
