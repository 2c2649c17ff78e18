package org.periplus.ops.overview;

import java.time.Instant;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.job.list.JobStatistics;

/**
 * What was done and what it cost.
 *
 * @param by by what jobs are counted together: {@code process}, {@code tenant} or {@code month}
 * @param from the instant at or after which they were created
 * @param to the instant before which they were created
 * @param allTenants whether those of all tenants of the caller count, or of this one alone
 */
public record Statistics(
    String by,
    Instant from,
    Instant to,
    boolean allTenants,
    List<JobStatistics.Row> rows,
    List<Link> links) {

  /** As a table, RFC 4180. */
  String csv() {
    StringBuilder table =
        new StringBuilder(
            by
                + ",jobs,successful,failed,dismissed,medianSeconds,mostSeconds,processorHours,"
                + "publishedBytes\r\n");
    for (JobStatistics.Row row : rows) {
      table
          .append(cell(row.name()))
          .append(',')
          .append(row.jobs())
          .append(',')
          .append(row.successful())
          .append(',')
          .append(row.failed())
          .append(',')
          .append(row.dismissed())
          .append(',')
          .append(row.medianSeconds().map(String::valueOf).orElse(""))
          .append(',')
          .append(row.mostSeconds().map(String::valueOf).orElse(""))
          .append(',')
          .append(row.processorHours())
          .append(',')
          .append(row.publishedBytes())
          .append("\r\n");
    }
    return table.toString();
  }

  /** A spreadsheet takes what begins like a formula for one. */
  private static String cell(String text) {
    String harmless = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
