package org.periplus.cwl.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code loadContents}: the text of a small file as the field {@code contents}. */
public final class FileContents {

  /** The largest file that may be loaded. */
  public static final int LIMIT_BYTES = 64 * 1024;

  private FileContents() {}

  /**
   * Sets {@code contents} of a File that lies on this host; a File that has contents keeps them.
   *
   * @throws IllegalArgumentException when the file is larger than 64 KiB, is no UTF-8 text or
   *     cannot be read
   */
  public static void load(ObjectNode file) {
    if (!FileValues.isFile(file) || FileValues.isLiteral(file)) {
      return;
    }
    String location = file.path("location").asText();
    Path path =
        FileValues.hostPath(location)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("'" + location + "' is not a file of this host"));
    file.put("contents", read(path));
  }

  static String read(Path path) {
    try {
      if (Files.size(path) > LIMIT_BYTES) {
        throw new IllegalArgumentException(
            "'"
                + path.getFileName()
                + "' has "
                + Files.size(path)
                + " bytes; loadContents takes at most 64 KiB");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("'" + path.getFileName() + "' is not UTF-8 text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read '" + path.getFileName() + "': " + e.getMessage(), e);
    }
  }
}
