package org.periplus.cwl.document.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The prefixes that {@code $namespaces} declares. Immutable. */
public final class Namespaces {

  private static final int LONGEST_ADDRESS = 2000;

  public static final Namespaces NONE = new Namespaces(Map.of());

  private final Map<String, String> prefixes;

  private Namespaces(Map<String, String> prefixes) {
    this.prefixes = Collections.unmodifiableMap(new LinkedHashMap<>(prefixes));
  }

  public static Namespaces of(Map<String, String> prefixes) {
    return new Namespaces(prefixes);
  }

  public Map<String, String> prefixes() {
    return prefixes;
  }

  /** These and the ones that the document or the process declares. */
  public Namespaces and(Node.Mapping declaring, Problems problems) {
    Node.Entry entry = declaring.entries().get("$namespaces");
    if (entry == null || entry.value().isNull()) {
      return this;
    }
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      problems.invalid(
          entry.value().place(), "$namespaces must be a map from prefixes to addresses.");
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(prefixes);
    for (Node.Entry prefix : mapping.entries().values()) {
      if (prefix.value() instanceof Node.Scalar scalar
          && scalar.isString()
          && scalar.text().length() <= LONGEST_ADDRESS) {
        all.put(prefix.key(), scalar.text());
      } else {
        problems.invalid(
            prefix.value().place(),
            "The namespace of the prefix '" + prefix.key() + "' must be an address.");
      }
    }
    return new Namespaces(all);
  }

  /** {@code s:author} written out; empty when the prefix is not declared. */
  public Optional<String> expand(String name) {
    int colon = name.indexOf(':');
    if (colon < 0 || name.startsWith("//", colon + 1)) {
      return Optional.of(name);
    }
    return Optional.ofNullable(prefixes.get(name.substring(0, colon)))
        .map(base -> base + name.substring(colon + 1));
  }

  /** {@link #expand}, or the name as it is. */
  public String expandIfDeclared(String name) {
    return expand(name).orElse(name);
  }
}
