package org.periplus.runner;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Documents as a user names them: a path, or a URL. */
final class Addresses {

  private static final int TIMEOUT_MS = 30_000;

  private Addresses() {}

  /** The address of a document, without what stands after {@code #}. */
  static URI of(String named) {
    String document = withoutFragment(named);
    return isUrl(document) ? URI.create(document) : withSlashes(Path.of(document).toUri());
  }

  /** The part after the {@code #} of a name; empty when there is none. A file may have one too. */
  static String fragment(String named) {
    return named.substring(Math.min(named.length(), withoutFragment(named).length() + 1));
  }

  private static String withoutFragment(String named) {
    int hash = named.lastIndexOf('#');
    boolean partOfTheName = !isUrl(named) && Files.exists(Path.of(named));
    return hash < 0 || partOfTheName ? named : named.substring(0, hash);
  }

  private static boolean isUrl(String named) {
    return named.matches("(https?|file):.*");
  }

  private static URI withSlashes(URI file) {
    return URI.create("file://" + file.getRawPath());
  }

  /**
   * The text at an address.
   *
   * @throws IOException with a message for the user
   */
  static String read(URI uri) throws IOException {
    if (uri.getScheme().equals("file")) {
      try {
        return Files.readString(Path.of(uri.getPath()));
      } catch (NoSuchFileException e) {
        throw new IOException("there is no file '" + e.getMessage() + "'", e);
      }
    }
    URLConnection connection = uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
