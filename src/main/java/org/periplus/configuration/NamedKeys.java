package org.periplus.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of things that the configuration gives names, {@code PREFIX.NAME.KEY}, of which there may be
 * several. Immutable.
 *
 * @param prefix what all begin with, and a dot at its end
 * @param keys what follows a name; by these the name is found in an environment variable
 */
public record NamedKeys(String prefix, List<String> keys) {

  /**
   * The names that there are; that of an environment variable is taken to be in lower case.
   *
   * @param all the names of all keys that can be listed
   */
  public Set<String> names(Iterable<String> all) {
    Pattern property = Pattern.compile(Pattern.quote(prefix) + "([^.]+)\\..+");
    Pattern variable =
        Pattern.compile(variable(prefix) + "(.+?)_(" + variable(String.join("|", keys)) + ")");
    Set<String> found = new TreeSet<>();
    for (String name : all) {
      Matcher byProperty = property.matcher(name);
      Matcher byVariable = variable.matcher(name);
      if (byProperty.matches()) {
        found.add(byProperty.group(1));
      } else if (byVariable.matches()) {
        found.add(byVariable.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return found;
  }

  /**
   * The value that a name must have for a key, without the space around it.
   *
   * @param values gives the values of a name's keys
   * @param why ends the sentence that says that it is missing
   * @throws IllegalArgumentException if it is missing
   */
  public String required(
      String name, String key, Function<String, Optional<String>> values, String why) {
    return values
        .apply(key)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    prefix + name + "." + key + " is missing: " + why + "."));
  }

  private static String variable(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
