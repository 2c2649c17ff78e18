/**
 * Who asks, and by which rule: {@link org.periplus.security.identity.Caller} is what the rest of
 * the program sees of it, whatever proved it. Knows no HTTP. Begin reading at {@link
 * org.periplus.security.identity.Anonymity}.
 */
package org.periplus.security.identity;
