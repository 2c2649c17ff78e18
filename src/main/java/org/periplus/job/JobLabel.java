package org.periplus.job;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a job is called by whoever made it: a title for people, and tags to find it by. Additions of
 * ours to the execute request. A part of {@link JobRequest}; never changed.
 */
@Embeddable
public class JobLabel {

  /** Its member of the execute request. */
  public static final String TITLE = "title";

  /** Its member of the execute request. */
  public static final String TAGS = "tags";

  /** How many signs a title has at most, as the database holds it. */
  public static final int LONGEST_TITLE = 200;

  /** How many tags a job has at most. */
  public static final int MOST_TAGS = 15;

  /** How many signs a tag has at most; all of them fit the database with their commas. */
  public static final int LONGEST_TAG = 60;

  private static final String COMMA = ",";

  private String title;

  @Column(name = "tags")
  private String listed;

  /** For JPA alone. */
  protected JobLabel() {}

  /** That of a request whose members were checked. */
  static JobLabel of(Optional<JsonNode> request) {
    JobLabel label = new JobLabel();
    label.title = request.map(body -> body.path(TITLE).textValue()).orElse(null);
    List<String> tags =
        request.stream()
            .flatMap(body -> StreamSupport.stream(body.path(TAGS).spliterator(), false))
            .map(JsonNode::textValue)
            .distinct()
            .toList();
    label.listed = tags.isEmpty() ? null : COMMA + String.join(COMMA, tags) + COMMA;
    return label;
  }

  public Optional<String> title() {
    return Optional.ofNullable(title);
  }

  public List<String> tags() {
    return tags(listed);
  }

  /** The tags, as the database has them together; null for none. */
  public static List<String> tags(String listed) {
    return listed == null
        ? List.of()
        : Stream.of(listed.split(COMMA)).filter(tag -> !tag.isEmpty()).toList();
  }
}
