package org.periplus.api.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a restart of a job is offered that failed for lack of it: twice of what it had. */
final class RestartOffer {

  private static final Pattern MEMORY =
      Pattern.compile("used more memory than its limit of (\\d{1,12}) MiB");
  private static final Pattern TIME = Pattern.compile("ran longer than its limit of (\\d{1,12}) s");

  private RestartOffer() {}

  /** By what the job says of its failure. */
  static JobPage.Restart of(String message) {
    return new JobPage.Restart(twice(MEMORY, message), twice(TIME, message));
  }

  private static Optional<Long> twice(Pattern pattern, String message) {
    Matcher found = pattern.matcher(message);
    return found.find() ? Optional.of(2 * Long.parseLong(found.group(1))) : Optional.empty();
  }
}
