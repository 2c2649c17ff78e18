package org.periplus.api.result;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of files in an archive: those that they have in the results, without what would lead
 * out of the folder of whoever unpacks it, or could not be written there. No name is given twice,
 * also where letters count alike. Used by one thread.
 */
final class ArchiveNames {

  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]|[. ]+$");

  private final Set<String> given = new HashSet<>();

  /** The name of a file at a path of the results. */
  String of(String path) {
    StringBuilder name = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      String fit = UNFIT.matcher(segment).replaceAll("_");
      if (!fit.isEmpty()) {
        name.append(name.isEmpty() ? "" : "/").append(fit);
      }
    }
    return unique(name.isEmpty() ? "_" : name.toString());
  }

  private String unique(String name) {
    int dot = name.lastIndexOf('.');
    int end = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
    String candidate = name;
    for (int number = 2; !given.add(candidate.toLowerCase(Locale.ROOT)); number++) {
      candidate = name.substring(0, end) + "-" + number + name.substring(end);
    }
    return candidate;
  }
}
