package org.periplus.batch.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ImageReference;
import org.periplus.container.RegistryLogin;

/**
 * Credentials for registries, from a file in the form of Docker's {@code config.json}, of which
 * {@code auths} counts. The file is read each time: it may be replaced while the server runs.
 */
final class RegistryLogins {

  private static final System.Logger LOG = System.getLogger(RegistryLogins.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryLogins() {}

  /** Those for the registry of an image, if the file has any. */
  static Optional<RegistryLogin> find(Path file, ImageReference image) {
    try {
      JsonNode auths = JSON.readTree(Files.readString(file)).path("auths");
      for (Map.Entry<String, JsonNode> entry : auths.properties()) {
        if (registry(entry.getKey()).equalsIgnoreCase(image.registry())) {
          return login(image.registry(), entry.getValue());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The credentials for registries in {0} cannot be used: {1}",
          file,
          e.getClass().getSimpleName()); // A message could quote them.
    }
    return Optional.empty();
  }

  /** Keys are hosts, or URLs: {@code https://index.docker.io/v1/}. */
  private static String registry(String key) {
    String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return ImageReference.of(host + "/any").map(ImageReference::registry).orElse(host);
  }

  private static Optional<RegistryLogin> login(String registry, JsonNode entry) {
    if (entry.hasNonNull("username")) {
      return Optional.of(
          new RegistryLogin(
              registry, entry.get("username").asText(), entry.path("password").asText()));
    }
    String both = new String(Base64.getDecoder().decode(entry.path("auth").asText()), UTF_8);
    int colon = both.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(
            new RegistryLogin(registry, both.substring(0, colon), both.substring(colon + 1)));
  }
}
