package org.periplus.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.JobLabel;

/** The members of an execute request that say what the job is called, additions of ours. */
final class RequestLabel {

  /** Commas part tags, in lists of them and in URLs. */
  private static final Pattern TAG =
      Pattern.compile("[^,\\p{Cntrl}]{1," + JobLabel.LONGEST_TAG + "}");

  private static final Pattern TITLE =
      Pattern.compile("[^\\p{Cntrl}]{1," + JobLabel.LONGEST_TITLE + "}");

  private RequestLabel() {}

  /**
   * Checks them.
   *
   * @throws RequestRefusedException if one is not what it may be
   */
  static void check(ObjectNode request) {
    JsonNode title = request.path(JobLabel.TITLE);
    if (!title.isMissingNode() && !fits(title, TITLE)) {
      throw refused(
          "The member 'title' must be one line of 1 to %d signs."
              .formatted(JobLabel.LONGEST_TITLE));
    }
    JsonNode tags = request.path(JobLabel.TAGS);
    if (tags.isMissingNode()) {
      return;
    }
    boolean good = tags.isArray() && tags.size() <= JobLabel.MOST_TAGS;
    for (int at = 0; good && at < tags.size(); at++) {
      good = fits(tags.get(at), TAG);
    }
    if (!good) {
      throw refused(
          "The member 'tags' must be an array of at most %d texts, each of 1 to %d signs in one line and without commas."
              .formatted(JobLabel.MOST_TAGS, JobLabel.LONGEST_TAG));
    }
  }

  private static boolean fits(JsonNode value, Pattern pattern) {
    return value.isTextual() && pattern.matcher(value.textValue()).matches();
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(Response.Status.BAD_REQUEST, detail));
  }
}
