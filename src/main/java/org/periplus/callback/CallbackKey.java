package org.periplus.callback;

/**
 * The public key with which a tenant's subscribers verify what they are told.
 *
 * @param id its thumbprint (RFC 7638), as {@code kid} in the signature
 * @param x the key itself, in base64url, as RFC 8037 has it in a JSON Web Key
 */
public record CallbackKey(String id, String x) {}
