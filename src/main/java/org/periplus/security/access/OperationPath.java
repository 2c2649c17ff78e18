package org.periplus.security.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a path asks for, to be written down. It decides nothing: who may do what is decided by the
 * method that is called.
 *
 * @param operation as the table has it
 * @param values what stands in the place of its braces
 */
public record OperationPath(Operation operation, List<String> values) {

  private static final Pattern LANDING_PAGE = Pattern.compile("^(?:/[^/]+)?/ogc-api(?=/|$)");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  /** The one variable that has slashes in it. */
  private static final String PATH = "path";

  private static final Map<Operation, Pattern> PATTERNS =
      Operations.all().stream().collect(Collectors.toMap(Function.identity(), OperationPath::form));

  public OperationPath {
    values = List.copyOf(values);
  }

  /**
   * What is asked for.
   *
   * @param path as the client wrote it, with the tenant
   */
  public static Optional<OperationPath> of(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return Operations.all().stream()
        .filter(operation -> operation.method().equals(asked))
        .flatMap(operation -> match(operation, path).stream())
        .findFirst();
  }

  /** The same where the operation is known. */
  public static OperationPath of(Operation operation, String path) {
    return match(operation, path).orElse(new OperationPath(operation, List.of()));
  }

  private static Optional<OperationPath> match(Operation operation, String path) {
    Matcher matcher = PATTERNS.get(operation).matcher(LANDING_PAGE.matcher(path).replaceFirst(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      values.add(decoded(matcher.group(group)));
    }
    return Optional.of(new OperationPath(operation, values));
  }

  private static Pattern form(Operation operation) {
    StringBuilder form = new StringBuilder();
    Matcher variables = VARIABLE.matcher(operation.path());
    int end = 0;
    while (variables.find()) {
      form.append(Pattern.quote(operation.path().substring(end, variables.start())));
      form.append(variables.group(1).equals(PATH) ? "(.+)" : "([^/]+)");
      end = variables.end();
    }
    String rest = operation.path().substring(end);
    return Pattern.compile(form + Pattern.quote(rest.replaceFirst("/$", "")) + "/?");
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
