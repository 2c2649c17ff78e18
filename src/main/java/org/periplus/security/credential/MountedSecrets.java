package org.periplus.security.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of a folder: a file's name is the secret's, its text the value. A file {@code
 * NAME.json} has the members of a request instead.
 */
public record MountedSecrets(Path folder, long maxSize) {

  private static final Logger LOG = LoggerFactory.getLogger(MountedSecrets.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT = ".json";

  /** One of them. */
  public record Mounted(String name, Purpose purpose, String value) {

    /** Without the value. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** All that can be read. */
  List<Mounted> all() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> Credentials.isName(name(file)))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      LOG.warn("The secrets in {} (periplus.secrets.named.folder) cannot be read: {}", folder, e);
      return List.of();
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(DOCUMENT) ? name.substring(0, name.length() - DOCUMENT.length()) : name;
  }

  private Optional<Mounted> read(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] read = bytes.readNBytes((int) Math.min(maxSize + 1, Integer.MAX_VALUE));
      if (read.length > maxSize) {
        throw new IllegalArgumentException(
            "it is larger than periplus.secrets.named.max-value-size");
      }
      String text = new String(read, StandardCharsets.UTF_8).replaceFirst("\\R$", "");
      Mounted mounted =
          file.toString().endsWith(DOCUMENT)
              ? document(name(file), text)
              : new Mounted(name(file), new Purpose.Input(), text);
      PurposeText.requireFit(mounted.purpose(), mounted.value());
      return Optional.of(mounted);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The secret in {} cannot be used: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static Mounted document(String name, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new Mounted(name, PurposeText.read(json), json.path("value").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON"); // The cause would quote it.
    }
  }
}
