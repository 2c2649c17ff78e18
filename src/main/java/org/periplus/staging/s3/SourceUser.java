package org.periplus.staging.s3;

import org.periplus.security.credential.UsableCredentials;

/**
 * For whom inputs are fetched.
 *
 * @param credentials the named secrets that count for them
 */
public record SourceUser(String tenant, UsableCredentials credentials) {}
