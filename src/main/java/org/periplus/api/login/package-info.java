/**
 * Logging in and out of pages: where users begin, where their identity provider sends them back,
 * and what the head of each page says of them. Begin reading at {@link
 * org.periplus.api.login.LoginResource}.
 */
package org.periplus.api.login;
