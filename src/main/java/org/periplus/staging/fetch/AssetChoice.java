package org.periplus.staging.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which assets of a STAC item are fetched, by their names and roles. Immutable.
 *
 * @param wanted names and roles; {@code *} for all
 */
public record AssetChoice(Set<String> wanted) {

  public static final String ALL = "*";

  private static final String FRAGMENT = "assets=";

  public AssetChoice {
    wanted = Set.copyOf(wanted);
  }

  /** What a reference says ({@code …/item.json#assets=green,nir}), or else the default. */
  public static AssetChoice of(URI reference, List<String> byDefault) {
    String fragment = reference.getFragment();
    List<String> names =
        fragment != null && fragment.startsWith(FRAGMENT)
            ? Arrays.asList(fragment.substring(FRAGMENT.length()).split(",", -1))
            : byDefault;
    return new AssetChoice(
        Set.copyOf(new ArrayList<>(names.stream().map(String::strip).distinct().toList())));
  }

  public boolean includes(String name, JsonNode asset) {
    if (wanted.contains(ALL) || wanted.contains(name)) {
      return true;
    }
    for (JsonNode role : asset.path("roles")) {
      if (wanted.contains(role.asText())) {
        return true;
      }
    }
    return false;
  }

  /** The names and roles in words, for a message. */
  public String describe() {
    return String.join(", ", wanted.stream().sorted().toList());
  }
}
