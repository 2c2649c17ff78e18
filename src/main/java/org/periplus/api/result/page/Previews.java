package org.periplus.api.result.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.staging.store.StoredFile;

/**
 * The beginnings of files that people can read.
 *
 * @param most how much of how many
 */
record Previews(ResultFiles files, PageConfiguration most) {

  private static final Set<String> TABLES = Set.of("text/csv", "text/tab-separated-values");
  private static final char UNREADABLE = '\ufffd';

  /** Those of the first files that are text; assets of items have their items. */
  List<Preview> of(List<ShownFile> shown) throws IOException {
    List<Preview> previews = new ArrayList<>();
    for (ShownFile file : shown) {
      if (previews.size() < most.previews() && !file.isAsset() && isReadable(file)) {
        preview(file).ifPresent(previews::add);
      }
    }
    return previews;
  }

  private static boolean isReadable(ShownFile file) {
    String type = file.bareType();
    return file.path().isPresent()
        && (type.startsWith("text/") || isJson(file) || type.matches("application/(yaml|xml|cwl)"));
  }

  private static boolean isJson(ShownFile file) {
    return file.bareType().matches("application/([a-z0-9.+-]*\\+)?json");
  }

  private Optional<Preview> preview(ShownFile file) throws IOException {
    Optional<StoredFile> stored = files.open(file.path().orElseThrow());
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    long shown = Math.min(most.previewSize().bytes(), stored.get().size());
    boolean cut = shown < stored.get().size();
    String text = beginning(stored.get(), (int) shown);
    if (text.indexOf(0) >= 0) { // it is no text, whatever it says
      return Optional.empty();
    }
    if (TABLES.contains(file.bareType())) {
      List<List<String>> rows = Table.rows(text, most.previewRows() + 1, !cut);
      boolean more = cut || text.lines().count() > rows.size();
      return Optional.of(new Preview(file, Optional.empty(), rows, false, more));
    }
    return Optional.of(new Preview(file, Optional.of(text), List.of(), isJson(file), cut));
  }

  /** A letter of which the end is missing is left out. */
  private static String beginning(StoredFile file, int length) throws IOException {
    try (InputStream content = file.read(0, length)) {
      String text = new String(content.readNBytes(length), StandardCharsets.UTF_8);
      boolean half = length < file.size() && !text.isEmpty();
      return half && text.charAt(text.length() - 1) == UNREADABLE
          ? text.substring(0, text.length() - 1)
          : text;
    }
  }
}
