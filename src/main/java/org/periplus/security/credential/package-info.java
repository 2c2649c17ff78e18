/**
 * What users and tenants keep here to be let in elsewhere: secrets that have a name, and what each
 * is for. Begin reading at {@link org.periplus.security.credential.Credentials}.
 */
package org.periplus.security.credential;
