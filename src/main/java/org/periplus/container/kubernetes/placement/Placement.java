package org.periplus.container.kubernetes.placement;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.periplus.configuration.Entries;

/**
 * Where in a cluster pods go, and by what right.
 *
 * @param nodeSelector labels that the node has
 * @param tolerations taints that do not keep them away
 * @param priorityClass who goes before whom
 * @param runtimeClass what runs the containers, such as {@code gvisor}
 * @param pullSecrets the secrets of the namespace by which nodes log in to registries
 * @param annotations what else the cluster is told of them
 */
public record Placement(
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    Optional<String> priorityClass,
    Optional<String> runtimeClass,
    List<String> pullSecrets,
    Map<String, String> annotations) {

  /** Wherever the scheduler likes. */
  public static final Placement ANYWHERE =
      new Placement(Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of(), Map.of());

  /** This, and what the other one says beside it; what both say, the other says. */
  Placement with(Placement other) {
    return new Placement(
        union(nodeSelector, other.nodeSelector),
        Stream.concat(tolerations.stream(), other.tolerations.stream()).toList(),
        other.priorityClass.or(() -> priorityClass),
        other.runtimeClass.or(() -> runtimeClass),
        Stream.concat(pullSecrets.stream(), other.pullSecrets.stream()).distinct().toList(),
        union(annotations, other.annotations));
  }

  private static Map<String, String> union(Map<String, String> all, Map<String, String> over) {
    Map<String, String> union = new TreeMap<>(all);
    union.putAll(over);
    return union;
  }

  /**
   * Reads {@code NAME=VALUE}, separated by commas.
   *
   * @param key the key whose value it is, for the message
   * @throws IllegalArgumentException if it is something else
   */
  public static Map<String, String> pairs(String key, String text) {
    Map<String, String> pairs = new TreeMap<>();
    Entries.of(text)
        .forEach(
            entry -> {
              int equals = entry.indexOf('=');
              if (equals <= 0) {
                throw new IllegalArgumentException(
                    key + " has '" + entry + "'; an entry is NAME=VALUE");
              }
              pairs.put(entry.substring(0, equals), entry.substring(equals + 1));
            });
    return pairs;
  }

  /**
   * Reads {@code NAME=VALUE:EFFECT} or {@code NAME:EFFECT}, for any value, separated by commas;
   * without an effect, of any effect.
   */
  public static List<Toleration> tolerations(String text) {
    return Entries.of(text).map(Placement::toleration).toList();
  }

  private static Toleration toleration(String entry) {
    int colon = entry.lastIndexOf(':');
    String taint = colon < 0 ? entry : entry.substring(0, colon);
    int equals = taint.indexOf('=');
    Toleration toleration = new Toleration();
    toleration.setEffect(colon < 0 ? null : entry.substring(colon + 1));
    toleration.setKey(equals < 0 ? taint : taint.substring(0, equals));
    toleration.setOperator(equals < 0 ? "Exists" : "Equal");
    toleration.setValue(equals < 0 ? null : taint.substring(equals + 1));
    return toleration;
  }
}
