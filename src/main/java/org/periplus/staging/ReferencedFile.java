package org.periplus.staging;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings single files into a folder, under the name that they have. Shared by threads. */
final class ReferencedFile {

  private static final Pattern EXTENDED =
      Pattern.compile("(?i)filename\\*\\s*=\\s*([\\w-]+)'[^']*'([^;\\s]+)");
  private static final Pattern QUOTED =
      Pattern.compile("(?i)filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern TOKEN = Pattern.compile("(?i)filename\\s*=\\s*([^;\"\\s]+)");

  private final HttpFetch http;
  private final ByteBudget budget;

  ReferencedFile(HttpFetch http, ByteBudget budget) {
    this.http = http;
    this.budget = budget;
  }

  /**
   * Downloads a file.
   *
   * @param basename the name that it shall have; empty for the server's name
   * @param taken names that are in use in the folder; the new one is added
   */
  Path fetch(URI url, Path folder, String basename, Set<String> taken) throws FetchException {
    Path part = folder.resolve(".part");
    try {
      HttpFetch.Fetched fetched = http.fetch(url, part, budget);
      String name = basename.isEmpty() ? name(url, fetched.headers()) : basename;
      return Files.move(part, target(folder, name, taken), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FetchException(url, new Transfer.DiskException(e).getMessage());
    } finally {
      discard(part);
    }
  }

  /** Writes the content of a {@code data:} URL. */
  Path decode(String dataUrl, Path folder, String basename, Set<String> taken)
      throws FetchException {
    DataUrl data = DataUrl.parse(dataUrl);
    if (!budget.take(data.size())) {
      throw new FetchException("the data: URL", budget.describe());
    }
    String extension = MediaTypes.extension(data.mediaType()).map(known -> "." + known).orElse("");
    Path target = target(folder, basename.isEmpty() ? "data" + extension : basename, taken);
    try {
      data.write(target);
      return target;
    } catch (IOException e) {
      throw new FetchException("the data: URL", new Transfer.DiskException(e).getMessage());
    }
  }

  private static Path target(Path folder, String wanted, Set<String> taken) {
    String name = FileNames.free(FileNames.safe(wanted), taken);
    taken.add(name);
    return folder.resolve(name);
  }

  /** The name in {@code Content-Disposition}, else the last one in the URL. */
  static String name(URI url, HttpHeaders headers) {
    String disposition = headers.firstValue("Content-Disposition").orElse("");
    String name = disposed(disposition);
    if (name.isEmpty()) {
      String path = url.getPath() == null ? "" : url.getPath();
      name = FileNames.last(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
    return name.isEmpty() ? "download" : name;
  }

  private static String disposed(String disposition) {
    Matcher extended = EXTENDED.matcher(disposition);
    if (extended.find()) {
      try {
        String encoded = extended.group(2).replace("+", "%2B");
        return withoutFolders(URLDecoder.decode(encoded, Charset.forName(extended.group(1))));
      } catch (IllegalArgumentException e) {
        return ""; // an unknown charset, or broken encoding: the URL's name will do
      }
    }
    Matcher quoted = QUOTED.matcher(disposition);
    if (quoted.find()) {
      return withoutFolders(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher token = TOKEN.matcher(disposition);
    return token.find() ? withoutFolders(token.group(1)) : "";
  }

  private static String withoutFolders(String name) {
    return FileNames.last(name.replace('\\', '/'));
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      part.toFile().deleteOnExit();
    }
  }
}
