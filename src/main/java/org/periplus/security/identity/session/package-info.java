/**
 * The sessions of users of pages, in the database: any of several servers answers, and a restart
 * ends none. Knows no HTTP. Begin reading at {@link
 * org.periplus.security.identity.session.Sessions}.
 */
package org.periplus.security.identity.session;
