package org.periplus.job.retention;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.periplus.persistence.InstantConverter;

/** A task that one server of a cluster does at a time; its row is made by a migration. */
@Entity
@Table(name = "cluster_task")
public class ClusterTask {

  static final String HOUSEKEEPING = "housekeeping";

  @Id private String name;

  /** From when on the next server may do it. */
  @Convert(converter = InstantConverter.class)
  private Instant due;

  /** For JPA alone. */
  protected ClusterTask() {}

  String name() {
    return name;
  }

  Instant due() {
    return due;
  }
}
