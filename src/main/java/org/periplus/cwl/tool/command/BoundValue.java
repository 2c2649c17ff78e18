package org.periplus.cwl.tool.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.periplus.cwl.model.CommandLineBinding;

/**
 * A binding with its value and its place in the order of the command line.
 *
 * @param key numbers ({@link Integer}) and names ({@link String})
 */
record BoundValue(List<Object> key, CommandLineBinding binding, JsonNode value)
    implements Comparable<BoundValue> {

  /** Element by element: numbers before names, names by their UTF-8 bytes, prefixes first. */
  @Override
  public int compareTo(BoundValue other) {
    for (int i = 0; i < Math.min(key.size(), other.key.size()); i++) {
      int order = compare(key.get(i), other.key.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(key.size(), other.key.size());
  }

  private static int compare(Object one, Object two) {
    if (one instanceof Integer number && two instanceof Integer otherNumber) {
      return Integer.compare(number, otherNumber);
    }
    if (one instanceof String name && two instanceof String otherName) {
      return Arrays.compareUnsigned(
          name.getBytes(StandardCharsets.UTF_8), otherName.getBytes(StandardCharsets.UTF_8));
    }
    return one instanceof Integer ? -1 : 1;
  }
}
