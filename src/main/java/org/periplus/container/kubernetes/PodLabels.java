package org.periplus.container.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.periplus.configuration.Sha256;

/**
 * The labels of containers as pods have them. A pod's label is short and has few kinds of letters,
 * so that a value which is no such one is looked for by its digest, and kept in an annotation.
 */
final class PodLabels {

  /** Whose pods these are. */
  static final String OWNER = "org.periplus.owner";

  /** What a pod may reach, for network policies. */
  static final String NETWORK = "org.periplus.network";

  private static final String ALL = "org.periplus.labels";
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
  private static final int DIGITS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PodLabels() {}

  /** Those by which a pod is looked for. */
  static Map<String, String> selector(String owner, Map<String, String> labels) {
    Map<String, String> selector = new HashMap<>();
    labels.forEach((name, value) -> selector.put(name, abbreviated(value)));
    selector.put(OWNER, abbreviated(owner));
    return selector;
  }

  private static String abbreviated(String value) {
    return VALUE.matcher(value).matches()
        ? value
        : "sha256-" + Sha256.hex(value).substring(0, DIGITS);
  }

  /** The annotation that has them as they are. */
  static Map<String, String> annotation(Map<String, String> labels) {
    try {
      return Map.of(ALL, JSON.writeValueAsString(new TreeMap<>(labels)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The labels that a pod was made with; none of a pod that somebody else has made. */
  static Map<String, String> of(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String all = annotations == null ? null : annotations.get(ALL);
    if (all == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(all, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }
}
