package org.periplus.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of an image, as Docker's grammar of references has it. Two names of the same image, such
 * as {@code debian} and {@code docker.io/library/debian:latest}, are equal. Immutable.
 *
 * @param registry the host, and the port where it is given; {@code docker.io} where the name has
 *     none
 * @param path the name within the registry
 * @param tag {@code latest} where the name has neither tag nor digest; empty where it has a digest,
 *     which counts over a tag
 * @param digest such as {@code sha256:...}
 */
public record ImageReference(
    String registry, String path, Optional<String> tag, Optional<String> digest) {

  /** The registry of names without one. */
  public static final String DOCKER_HUB = "docker.io";

  private static final String LATEST = "latest";
  private static final String OFFICIAL = "library/";

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile(LABEL + "(?:\\." + LABEL + "){0,20}(?::[0-9]{1,5})?");
  private static final Pattern PATH = Pattern.compile("[a-z0-9]+(?:[._/-]+[a-z0-9]+)*+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern PARTS = Pattern.compile("([^@:]+)(?::([^@:]*))?(?:@(.*))?");
  private static final int LONGEST = 512;

  /** The reference of that name; empty when it cannot be one. */
  public static Optional<ImageReference> of(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
    Matcher parts = PARTS.matcher(hasRegistry ? name.substring(slash + 1) : name);
    if (name.length() > LONGEST || !parts.matches()) {
      return Optional.empty();
    }
    Optional<String> digest = Optional.ofNullable(parts.group(3));
    Optional<String> tag = Optional.ofNullable(parts.group(2));
    String registry = hasRegistry ? hub(first) : DOCKER_HUB;
    String path = parts.group(1);
    if (!HOST.matcher(registry).matches()
        || !PATH.matcher(path).matches()
        || tag.filter(text -> !TAG.matcher(text).matches()).isPresent()
        || digest.filter(text -> !DIGEST.matcher(text).matches()).isPresent()) {
      return Optional.empty();
    }
    boolean official = registry.equals(DOCKER_HUB) && !path.contains("/");
    return Optional.of(
        new ImageReference(
            registry,
            official ? OFFICIAL + path : path,
            digest.isPresent() ? Optional.empty() : Optional.of(tag.orElse(LATEST)),
            digest));
  }

  private static String hub(String registry) {
    return registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")
        ? DOCKER_HUB
        : registry;
  }

  /** Registry and path. */
  public String repository() {
    return registry + "/" + path;
  }

  /** The whole name, with registry and tag or digest. */
  public String full() {
    return repository() + suffix();
  }

  private String suffix() {
    return digest.map(text -> "@" + text).orElseGet(() -> ":" + tag.orElseThrow());
  }

  /** Whether what the name means is expected to change. */
  public boolean isLatest() {
    return tag.filter(LATEST::equals).isPresent();
  }

  /** The host of the registry, without its port. */
  public String host() {
    int colon = registry.indexOf(':');
    return colon < 0 ? registry : registry.substring(0, colon);
  }

  /**
   * The ways to write it: with and without tag or digest, and for images of Docker Hub as people
   * write them.
   */
  public Stream<String> spellings() {
    Stream<String> repositories =
        !registry.equals(DOCKER_HUB)
            ? Stream.of(repository())
            : path.startsWith(OFFICIAL)
                ? Stream.of(repository(), path, path.substring(OFFICIAL.length()))
                : Stream.of(repository(), path);
    return repositories.flatMap(name -> Stream.of(name, name + suffix()));
  }
}
