package org.periplus.api.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;

/**
 * Makes one document of the two that a server with MicroProfile OpenAPI finds in this application
 * and serves at {@code /openapi}: the paths of {@code META-INF/openapi.yaml} are relative to its
 * servers, those that are read from the annotated classes begin with {@code /ogc-api}. Where both
 * describe a path, the file says more.
 */
public class ServerApiFilter implements OASFilter {

  private static final String ROOT = "/ogc-api";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Paths paths = api.getPaths();
    if (paths == null || paths.getPathItems() == null) {
      return;
    }
    Map<String, PathItem> merged = new LinkedHashMap<>();
    paths
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (!path.startsWith(ROOT)) {
                merged.put(path, item);
              }
            });
    paths
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(ROOT) && !isDescribed(relative(path), merged)) {
                merged.put(relative(path), item);
              }
            });
    paths.setPathItems(merged);
  }

  private static String relative(String path) {
    String rest = path.substring(ROOT.length());
    return rest.isEmpty() ? "/" : rest;
  }

  /** The names of parameters may differ. */
  private static boolean isDescribed(String path, Map<String, PathItem> items) {
    return items.keySet().stream().anyMatch(other -> shape(other).equals(shape(path)));
  }

  private static String shape(String path) {
    return path.replaceAll("\\{[^}]*}", "{}").replaceFirst("(?<=.)/$", "");
  }
}
