package org.periplus.security.credential;

import java.util.List;

/**
 * What a credential is for. It goes nowhere else: one that opens a server is never the value of an
 * input, so that no tool sees it.
 */
public sealed interface Purpose {

  /** The value of inputs that name it. */
  record Input() implements Purpose {}

  /**
   * The value of a header that files are asked for with.
   *
   * @param name the header
   * @param origins the servers that get it, each as {@code https://host} or with a port; no other
   *     does, also after a redirect
   */
  record Header(String name, List<String> origins) implements Purpose {}

  /**
   * An access key and a secret key, with a colon between them, for objects of the operator's store.
   *
   * @param names buckets; {@code *} stands for any characters
   */
  record Buckets(List<String> names) implements Purpose {

    /** Whether it is for this bucket. */
    public boolean have(String bucket) {
      return names.stream()
          .map(name -> "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E")
          .anyMatch(bucket::matches);
    }
  }

  /**
   * A user name and a password, with a colon between them, for a registry of images.
   *
   * @param host the registry, with its port where it has one
   */
  record Registry(String host) implements Purpose {}
}
