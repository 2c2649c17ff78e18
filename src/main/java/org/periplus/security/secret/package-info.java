/**
 * Values that nobody may see: how they are kept in the database, and how they are kept out of what
 * people read. Knows nothing of jobs. Begin reading at {@link
 * org.periplus.security.secret.SecretSeal} and {@link org.periplus.security.secret.SecretMask}.
 */
package org.periplus.security.secret;
