package org.periplus.api.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;

/** Which operation a method of a resource is. */
final class ResourceOperation {

  private static final String ROOT = "^/?ogc-api";

  private ResourceOperation() {}

  /** The method's operation; empty when the table does not have it. */
  static Optional<Operation> of(Class<?> resource, Method method) {
    Path root = resource.getAnnotation(Path.class);
    if (root == null) {
      return Optional.empty(); // reached through another resource, which the table cannot name
    }
    Path below = method.getAnnotation(Path.class);
    String path =
        root.value().replaceFirst(ROOT, "")
            + (below == null ? "" : "/" + below.value().replaceFirst("^/", ""));
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .findFirst()
        .flatMap(type -> Operations.of(type.getAnnotation(HttpMethod.class).value(), path));
  }
}
