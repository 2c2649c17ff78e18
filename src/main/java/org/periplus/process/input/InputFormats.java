package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.periplus.cwl.model.FileFormats;

/**
 * The formats that an input, or the field of a record, asks of its files, and the media types that
 * a request states.
 *
 * @param asked IRIs, or one expression, which only an execution can tell; empty when any will do
 */
record InputFormats(List<String> asked) {

  /**
   * The format of a file that comes with this media type: the one that is asked for if it can be
   * that.
   *
   * @param mediaType a text, with parameters or without; anything else says nothing
   * @throws GivenFiles.RefusedException if all formats that are asked for are other media types
   */
  Optional<String> of(JsonNode mediaType) {
    if (!mediaType.isTextual()) {
      return Optional.empty();
    }
    String essence = mediaType.textValue().replaceFirst(";.*", "").strip();
    if (asked.isEmpty() || asked.stream().anyMatch(FileFormats::isExpression)) {
      return Optional.of(FileFormats.MEDIA_TYPE + essence);
    }
    Optional<String> fitting = asked.stream().filter(format -> fits(essence, format)).findFirst();
    if (fitting.isPresent()) {
      return fitting;
    }
    List<String> others = asked.stream().filter(f -> FileFormats.mediaType(f).isEmpty()).toList();
    if (others.isEmpty()) {
      throw new GivenFiles.RefusedException(
          "its media type is "
              + essence
              + ", asked for is "
              + String.join(
                  " or ", asked.stream().flatMap(f -> FileFormats.mediaType(f).stream()).toList())
              + ".");
    }
    return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
  }

  /** {@code application/geo+json} is JSON, too. */
  private static boolean fits(String given, String format) {
    String type = given.toLowerCase(Locale.ROOT);
    return FileFormats.mediaType(format)
        .filter(
            wanted ->
                wanted.replaceFirst(";.*", "").strip().equals(type)
                    || type.endsWith("+" + wanted.substring(wanted.indexOf('/') + 1)))
        .isPresent();
  }
}
