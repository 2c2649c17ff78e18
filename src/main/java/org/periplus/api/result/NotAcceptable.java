package org.periplus.api.result;

import static jakarta.ws.rs.core.Response.Status.NOT_ACCEPTABLE;

import java.util.List;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;

/** The refusal of results that a client does not take in any form in which there are such. */
final class NotAcceptable {

  private NotAcceptable() {}

  /**
   * The refusal.
   *
   * @param reason a sentence without its end
   * @param mediaTypes those that there are
   */
  static RequestRefusedException because(String reason, String... mediaTypes) {
    return new RequestRefusedException(
        Problem.plain(NOT_ACCEPTABLE, reason + "; ask for that in the header Accept.")
            .with(List.of(mediaTypes)));
  }
}
