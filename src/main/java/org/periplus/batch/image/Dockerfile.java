package org.periplus.batch.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.periplus.cwl.tool.plan.PlanException;

/**
 * The text of {@code dockerFile}, as far as it says what the engine itself fetches or opens while
 * it builds, which the commands of the build cannot: its base images. Only what is known to do
 * nothing of that kind is let through. Immutable.
 */
final class Dockerfile {

  private static final String FIELD = "DockerRequirement.dockerFile";

  private static final Set<String> HARMLESS =
      Set.of(
          "RUN",
          "CMD",
          "LABEL",
          "MAINTAINER",
          "EXPOSE",
          "ENV",
          "ENTRYPOINT",
          "VOLUME",
          "USER",
          "WORKDIR",
          "ARG",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "SHELL");

  private static final Map<String, String> REFUSED =
      Map.of(
          "ADD", "the engine itself would fetch it; use RUN with a program that does",
          "ONBUILD", "it would add instructions to other builds");

  /** The engine and this class must see the same words. */
  private static final Pattern UNCLEAR = Pattern.compile("[^\\P{C}\\n\\r\\t]|[\\p{Z}&&[^ ]]");

  private static final Pattern ESCAPE = Pattern.compile("(?i)^\\s*#\\s*escape\\s*=.*");

  private static final Pattern CONTINUED = Pattern.compile("\\\\[ \\t]*$");
  private static final Pattern TWICE_ESCAPED = Pattern.compile("\\\\\\\\[ \\t]*$");
  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final String BASE = "FROM";
  private static final String SCRATCH = "scratch";

  /** An instruction in one line. */
  private record Instruction(String name, String rest) {}

  private final List<Instruction> instructions;
  private final List<String> bases = new ArrayList<>();

  private Dockerfile(List<Instruction> instructions) {
    this.instructions = instructions;
  }

  /**
   * Reads it.
   *
   * @throws PlanException when it has what is not let through
   */
  static Dockerfile of(String text) {
    if (UNCLEAR.matcher(text).find()) {
      throw refused("has control characters or unusual spaces");
    }
    Dockerfile file = new Dockerfile(instructions(text));
    file.check();
    return file;
  }

  private static List<Instruction> instructions(String text) {
    List<Instruction> found = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        if (ESCAPE.matcher(line).matches()) {
          throw refused("may not choose another escape character");
        }
        continue;
      }
      if (TWICE_ESCAPED.matcher(line).find()) {
        throw refused("has a line that ends with two backslashes, which engines read differently");
      }
      boolean continued = CONTINUED.matcher(line).find();
      open.append(continued ? CONTINUED.matcher(line).replaceFirst("") : line);
      if (!continued) {
        found.add(instruction(open.toString().strip()));
        open.setLength(0);
      }
    }
    if (!open.toString().isBlank()) {
      found.add(instruction(open.toString().strip()));
    }
    return found;
  }

  private static Instruction instruction(String line) {
    if (line.endsWith("\\")) {
      throw refused("ends with a backslash");
    }
    String[] parts = SPACE.split(line, 2);
    return new Instruction(
        parts[0].toUpperCase(Locale.ROOT), parts.length == 1 ? "" : parts[1].strip());
  }

  private void check() {
    Set<String> stages = new HashSet<>();
    for (Instruction instruction : instructions) {
      if (instruction.name().equals(BASE)) {
        String[] words = SPACE.split(instruction.rest(), -1);
        if (!isStage(words[0], stages)) {
          bases.add(words[0]);
        }
        if (words.length == 3) {
          stages.add(words[2].toLowerCase(Locale.ROOT));
        }
        checkBase(words);
      } else if (instruction.name().equals("COPY")) {
        checkCopy(instruction.rest(), stages);
      } else {
        checkOther(instruction);
      }
    }
  }

  private static boolean isStage(String base, Set<String> stages) {
    return base.equals(SCRATCH) || stages.contains(base.toLowerCase(Locale.ROOT));
  }

  private static void checkBase(String[] words) {
    boolean named = words.length == 3 && words[1].equalsIgnoreCase("AS");
    boolean plain = !words[0].isEmpty() && !words[0].startsWith("--") && !words[0].contains("$");
    if ((words.length != 1 && !named) || !plain) {
      throw refused("must write FROM as 'FROM image' or 'FROM image AS stage', without variables");
    }
  }

  /** There are no files beside the text, so only other stages have something to copy. */
  private static void checkCopy(String rest, Set<String> stages) {
    boolean fromStage = false;
    for (String word : SPACE.split(rest, -1)) {
      if (!word.startsWith("--")) {
        break;
      }
      if (word.startsWith("--from=")) {
        String stage = word.substring("--from=".length()).toLowerCase(Locale.ROOT);
        fromStage = stages.contains(stage) || stage.matches("[0-9]{1,3}");
      }
    }
    if (!fromStage) {
      throw refused("may COPY from its own stages only (--from=stage)");
    }
  }

  private static void checkOther(Instruction instruction) {
    if (REFUSED.containsKey(instruction.name())) {
      throw refused("may not have " + instruction.name() + ": " + REFUSED.get(instruction.name()));
    }
    if (!HARMLESS.contains(instruction.name())) {
      throw refused("has the unknown instruction '" + shortened(instruction.name()) + "'");
    }
    if (instruction.name().equals("RUN") && instruction.rest().startsWith("--")) {
      throw refused("may not have options of RUN, such as --mount or --network");
    }
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }

  /** The images that it is built on, as it names them. */
  List<String> bases() {
    return List.copyOf(bases);
  }

  /**
   * The text on other base images.
   *
   * @param images what takes the place of each of {@link #bases()}
   */
  String on(Map<String, String> images) {
    StringBuilder text = new StringBuilder();
    Set<String> stages = new HashSet<>();
    for (Instruction instruction : instructions) {
      String rest = instruction.rest();
      if (instruction.name().equals(BASE)) {
        String[] words = SPACE.split(rest, -1);
        if (!isStage(words[0], stages)) {
          rest = images.get(words[0]) + rest.substring(words[0].length());
        }
        if (words.length == 3) {
          stages.add(words[2].toLowerCase(Locale.ROOT));
        }
      }
      text.append(instruction.name()).append(' ').append(rest).append('\n');
    }
    return text.toString();
  }

  private static PlanException refused(String reason) {
    return new PlanException(FIELD, reason);
  }
}
