package org.periplus.api.request;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;

/**
 * The header {@code Idempotency-Key} of the Internet draft of that name: a string of RFC 8941, and
 * also one without its quotation marks, as many clients send it.
 */
public final class IdempotencyKeys {

  public static final String HEADER = "Idempotency-Key";

  private static final Pattern WRITTEN =
      Pattern.compile("\"([ !#-\\[\\]-~]{1,255})\"|([!#-\\[\\]-~]{1,255})");

  private IdempotencyKeys() {}

  /**
   * The key that a request has.
   *
   * @throws RequestRefusedException if the header's value is no key
   */
  public static Optional<String> of(String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher written = WRITTEN.matcher(header.strip());
    if (!written.matches()) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.BAD_REQUEST,
              "The header Idempotency-Key must be a string of 1 to 255 ASCII characters in"
                  + " quotation marks, such as \"8e03978e-40d5-43dd-bc93-6894a57f9324\"."));
    }
    return Optional.of(written.group(1) == null ? written.group(2) : written.group(1));
  }
}
