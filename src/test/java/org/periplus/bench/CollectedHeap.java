package org.periplus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM's collections left in its heap, from the log that it writes with {@code -Xlog:gc}. */
record CollectedHeap(Path log) {

  private static final Pattern COLLECTION = Pattern.compile("Pause .*\\b\\d+M->(\\d+)M\\(");

  /** The MiB in use after each collection so far. */
  List<Integer> afterCollections() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(COLLECTION::matcher)
          .filter(Matcher::find)
          .map(found -> Integer.parseInt(found.group(1)))
          .toList();
    }
  }
}
