package org.periplus.process.deployment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a package is called, and who said so.
 *
 * @param id the identifier of the process, fit for a URL
 * @param written the name as it was written
 * @param origin where it was written, as the end of a sentence
 */
record PackageName(String id, String written, String origin) {

  /** How many characters an identifier may have. */
  static final int LONGEST = 255;

  private static final int SHOWN = 60;
  private static final Pattern IDENTIFIER =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0," + (LONGEST - 1) + "}");

  /** The name that a request gives. */
  static PackageName asked(String id) {
    return new PackageName(id, id, "the request gives it");
  }

  /** The name that a description beside the document states. */
  static PackageName stated(String id) {
    return of(id, "the member 'id' of the process description says so");
  }

  /** The name of a process in the document. */
  static PackageName ofProcess(String id) {
    return of(id, "the document has it as the id of the process");
  }

  /** The name of a document without an id: the last part of its address. */
  static PackageName ofDocument(String name, String otherwise) {
    String file = name.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
    String root = file.replaceFirst("\\.(cwl|ya?ml|json)$", "");
    boolean address = name.contains("://") && !fit(root).isEmpty();
    return address
        ? of(root, "the document has no id, and its address ends so; give the process an id")
        : of(
            otherwise,
            "the document has no id; give the process one, or name it by the parameter w");
  }

  private static PackageName of(String written, String origin) {
    return new PackageName(fit(written), written, origin);
  }

  /** What cannot stand in a URL becomes hyphens; empty if nothing else is left. */
  private static String fit(String written) {
    if (IDENTIFIER.matcher(written).matches()) {
      return written;
    }
    if (written.length() > LONGEST) {
      return ""; // Nobody would know it by its beginning.
    }
    String fit = written.strip().replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|-+$", "");
    return fit;
  }

  /** Whether it is an identifier. */
  boolean isFit() {
    return IDENTIFIER.matcher(id).matches();
  }

  /** As it was written, for messages. */
  String shown() {
    return written.length() <= SHOWN ? written : written.substring(0, SHOWN) + "…";
  }

  /** What its author should know, if it is not called as it was written. */
  Optional<String> warning() {
    return id.equals(written)
        ? Optional.empty()
        : Optional.of(
            "'%s' cannot be a process identifier, which may have letters, digits, '_', '.' and '-'; the process is called '%s'."
                .formatted(written, id));
  }
}
