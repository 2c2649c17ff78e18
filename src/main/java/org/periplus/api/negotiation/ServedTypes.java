package org.periplus.api.negotiation;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.periplus.api.http.AlsoServed;

/**
 * The media types of a resource, as {@code @Produces} has them. It may have a method for its page
 * and one for all else, of which a request reaches one.
 */
final class ServedTypes {

  private ServedTypes() {}

  /** Those of the resource to which a method belongs; none where that leaves it open. */
  static List<String> of(Method method) {
    return method == null || !method.isAnnotationPresent(Produces.class)
        ? List.of()
        : Stream.of(method.getDeclaringClass().getDeclaredMethods())
            .filter(other -> !other.isBridge() && isOfSameResource(other, method))
            .flatMap(ServedTypes::ofOne)
            .distinct()
            .sorted()
            .toList();
  }

  private static Stream<String> ofOne(Method method) {
    Produces own = method.getAnnotation(Produces.class);
    AlsoServed elsewhere = method.getAnnotation(AlsoServed.class);
    return Stream.concat(
        own == null ? Stream.empty() : Stream.of(own.value()),
        elsewhere == null ? Stream.empty() : Stream.of(elsewhere.value()));
  }

  private static boolean isOfSameResource(Method one, Method other) {
    return httpMethods(one).equals(httpMethods(other)) && path(one).equals(path(other));
  }

  private static List<String> httpMethods(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .toList();
  }

  private static String path(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
