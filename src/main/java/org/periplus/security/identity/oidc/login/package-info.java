/**
 * Logins at identity providers: authorization code with PKCE, renewal, logout from either side
 * (OpenID Connect Core, RP-Initiated Logout, Back-Channel Logout). Knows no HTTP server and keeps
 * nothing. Begin reading at {@link org.periplus.security.identity.oidc.login.Logins}.
 */
package org.periplus.security.identity.oidc.login;
