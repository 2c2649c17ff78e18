package org.periplus.job.step;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How many elements a scattered step has, within one element of the scatters around it. */
@Entity
@Table(name = "step_scatter")
public class StepScatter {

  @Id private String id;

  @Column(name = "job_id")
  private String jobId;

  private String path;

  private int elements;

  /** For JPA alone. */
  protected StepScatter() {}

  StepScatter(UUID jobId, String path, String element, int elements) {
    this.id =
        UUID.nameUUIDFromBytes(
                String.join("\n", jobId.toString(), path, element).getBytes(StandardCharsets.UTF_8))
            .toString();
    this.jobId = jobId.toString();
    this.path = path;
    this.elements = elements;
  }

  String path() {
    return path;
  }

  int elements() {
    return elements;
  }
}
