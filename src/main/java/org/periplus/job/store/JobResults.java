package org.periplus.job.store;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.periplus.job.Job;
import org.periplus.persistence.JsonColumn;

/**
 * The results document of a job. It lies in the row of its {@link Job} and is read apart from it:
 * it may have many megabytes, which a status or a list of jobs does without. A lazy attribute would
 * need woven classes, which no server has to offer.
 */
@Entity
@Table(name = "job")
public class JobResults {

  @Id private String id;

  private String results;

  /** For JPA alone: the row comes with its job. */
  protected JobResults() {}

  /** Empty as long as there are none, and when they were removed. */
  Optional<JsonNode> results() {
    return JsonColumn.json(results);
  }

  void keep(JsonNode newResults) {
    results = JsonColumn.text(newResults);
  }

  public void remove() {
    results = null;
  }
}
