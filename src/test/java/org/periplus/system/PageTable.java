package org.periplus.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All pages: a row for each operation that reads something, and more for what one of them shows in
 * other states. A test holds it against the operations, so that a new page has a row here, and by
 * it is checked for everybody to be read and has its picture taken.
 */
final class PageTable {

  /** Of operations whose answers are no pages. */
  private static final String NONE = "-";

  private static final List<Row> ROWS =
      """
      home             /
      conformance      /conformance
      api              /api
      process-names    /api/processes-list
      -                /assets/{name}
      -                /assets/swagger-ui/{name}
      me               /me
      audit            /audit
      operations       /operations
      statistics       /statistics
      -                /login
      -                /login/{issuer}
      issuers          /issuers
      callback-keys    /callback-keys
      -                /transfers/{name}/inputs
      -                /transfers/{name}/inputs/{number}
      secrets          /secrets
      processes        /processes
      deploy           /deploy
      replace          /deploy?replaces={processID}
      process          /processes/{processID}
      access           /processes/{processID}/access
      process-graph    /processes/{processID}/graph
      presets          /processes/{processID}/presets
      preset           /processes/{processID}/presets/{presetName}
      -                /processes/{processID}/package
      versions         /processes/{processID}/versions
      version          /processes/{processID}/versions/{revision}
      -                /processes/{processID}/versions/{revision}/package
      not-executed     /processes/{processID}/execution
      execution        /processes/echo/execution?string=a
      jobs             /jobs
      jobs-failed      /jobs?status=failed
      jobs-none        /jobs?q=nothing-is-called-so
      job              /jobs/{jobID}
      job-failed       /jobs/{failedJobID}
      results          /jobs/{jobID}/results
      results-failed   /jobs/{failedJobID}/results
      -                /jobs/{jobID}/results/{outputID}
      -                /jobs/{jobID}/results/{outputID}/{N}
      -                /jobs/{jobID}/files/{path}
      -                /jobs/{jobID}/files.zip
      definition       /jobs/{jobID}/definition
      inputs           /jobs/{jobID}/inputs
      outputs          /jobs/{jobID}/outputs
      provenance       /jobs/{jobID}/prov
      steps            /jobs/{jobID}/steps
      -                /jobs/{jobID}/events
      step             /jobs/{jobID}/steps/{step}
      run              /jobs/{jobID}/steps/{step}/{element}
      job-graph        /jobs/{jobID}/graph
      log              /jobs/{jobID}/logs/{name}.log
      problem          /nothing-here
      """
          .lines()
          .map(PageTable::read)
          .toList();

  private PageTable() {}

  /**
   * @param name how its picture is called
   * @param path what differs stands in braces
   */
  private record Row(String name, String path) {}

  /**
   * A page of a tenant.
   *
   * @param path below the tenant's landing page
   */
  record Page(String name, String path) {}

  private static Row read(String line) {
    String[] cells = line.split("\\s+", 2);
    return new Row(cells[0], cells[1]);
  }

  /** The operations that have a row, as their paths. */
  static List<String> operations() {
    return ROWS.stream().map(row -> row.path().replaceFirst("\\?.*", "")).toList();
  }

  /**
   * The pages of a tenant.
   *
   * @param values what stands in place of the names in braces; rows that need another are left out
   */
  static List<Page> pages(Map<String, String> values) {
    List<Page> pages = new ArrayList<>();
    for (Row row : ROWS) {
      if (!row.name().equals(NONE)) {
        filled(row.path(), values).ifPresent(path -> pages.add(new Page(row.name(), path)));
      }
    }
    return pages;
  }

  private static Optional<String> filled(String path, Map<String, String> values) {
    String filled = path.substring(1);
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled.contains("{") ? Optional.empty() : Optional.of(filled);
  }
}
