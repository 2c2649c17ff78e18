package org.periplus.configuration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends the start of a server with a value in its configuration that cannot be read. Payara would
 * take the default in its place and say nothing.
 */
public final class ReadableValues implements Extension {

  private static final Map<Class<?>, Class<?>> BOXED =
      Map.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);

  private final Map<String, Type> types = new TreeMap<>();

  void see(@Observes ProcessInjectionPoint<?, ?> point) {
    ConfigProperty property =
        point.getInjectionPoint().getAnnotated().getAnnotation(ConfigProperty.class);
    if (property != null) {
      types.put(property.name(), point.getInjectionPoint().getType());
    }
  }

  void check(@Observes AfterDeploymentValidation start) {
    Config config = ConfigProvider.getConfig();
    List<String> mistakes =
        types.entrySet().stream()
            .flatMap(each -> mistake(config, each.getKey(), each.getValue()).stream())
            .toList();
    if (!mistakes.isEmpty()) {
      start.addDeploymentProblem(new IllegalArgumentException(String.join("; ", mistakes)));
    }
  }

  /** What is wrong with the value of a key, in a sentence; empty also where it has none. */
  static Optional<String> mistake(Config config, String key, Type type) {
    String value = config.getConfigValue(key).getValue();
    if (value == null || value.isEmpty() || !(single(type) instanceof Class<?> single)) {
      return Optional.empty();
    }
    try {
      config
          .getConverter(BOXED.getOrDefault(single, single))
          .ifPresent(found -> found.convert(value));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(key + " cannot be read: " + reason(e, value));
    }
  }

  private static Type single(Type type) {
    return type instanceof ParameterizedType of && of.getRawType() == Optional.class
        ? of.getActualTypeArguments()[0]
        : type;
  }

  /** A converter that was made of a method wraps what this throws. */
  private static String reason(Throwable failure, String value) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last instanceof NumberFormatException
        ? "'" + value + "' is not a number, or one that is too large"
        : last.getMessage();
  }
}
