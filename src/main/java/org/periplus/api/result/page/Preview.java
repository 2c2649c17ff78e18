package org.periplus.api.result.page;

import java.util.List;
import java.util.Optional;

/**
 * The beginning of a file that people can read.
 *
 * @param text of a text or of JSON; empty for a table
 * @param rows of a table, the first with the names of its columns; empty for a text
 * @param json whether it is JSON
 * @param cut whether the file goes on
 */
public record Preview(
    ShownFile file, Optional<String> text, List<List<String>> rows, boolean json, boolean cut) {

  public Preview {
    rows = List.copyOf(rows);
  }
}
