package org.periplus.api.login;

import jakarta.ws.rs.core.Response.Status;
import java.util.regex.Pattern;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;

/** Where somebody goes after the login: a path of this server's pages, and nothing else. */
final class ReturnPath {

  static final String USUAL = "/ogc-api/";

  private static final int LONGEST = 2000;

  /** No authority, no scheme, no backslash that browsers take for a slash, no dot segments. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:/[A-Za-z0-9_-]+)?/ogc-api(?:/(?!\\.{1,2}(?:/|$|\\?))[A-Za-z0-9._~!$&'()*+,=:@%-]*)*"
              + "(?:\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  private ReturnPath() {}

  /**
   * The path that a request names.
   *
   * @throws RequestRefusedException if it could lead elsewhere
   */
  static String of(String written) {
    if (written == null || written.isEmpty()) {
      return USUAL;
    }
    if (written.length() > LONGEST || !PATH.matcher(written).matches()) {
      throw new RequestRefusedException(
          Problem.plain(
              Status.BAD_REQUEST,
              "return_to is no path of this server's pages, such as /ogc-api/jobs."));
    }
    return written;
  }

  /** The path of a page, if it is one to which a login can lead back. */
  static String orUsual(String written) {
    return written.length() <= LONGEST && PATH.matcher(written).matches() ? written : USUAL;
  }
}
