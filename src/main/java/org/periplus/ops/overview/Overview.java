package org.periplus.ops.overview;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.job.list.WorkInProgress;

/**
 * What is being done, what waits, and whether all that is needed is there.
 *
 * @param time of when it is
 * @param tenant whose landing page leads here
 * @param intake whether this server takes jobs
 * @param checks what this server needs
 * @param servers those that have jobs, of all that share the database
 * @param running jobs that a server has, oldest first; not more than a page shows
 * @param waiting jobs that no server has, by tenant and process
 * @param tools how many tools of each tenant run
 * @param stored how much each tenant has in its result store, where that is counted
 */
public record Overview(
    Instant time,
    String tenant,
    Intake intake,
    List<Check> checks,
    List<WorkInProgress.Server> servers,
    List<WorkInProgress.Running> running,
    List<WorkInProgress.Queue> waiting,
    List<WorkInProgress.Tools> tools,
    List<Stored> stored,
    List<Link> links) {

  /**
   * Whether this server takes jobs.
   *
   * @param paused an operator said that it shall not, or it is being stopped
   */
  public record Intake(boolean paused, boolean stopping) {}

  /**
   * Something that the server needs.
   *
   * @param up whether it can be used
   * @param since when this server first found that it cannot be used
   * @param data what it says of itself, or why it cannot be used
   */
  public record Check(String name, boolean up, Optional<Instant> since, Map<String, Object> data) {}

  /** The results of a tenant that are kept. */
  public record Stored(String tenant, long bytes) {}
}
