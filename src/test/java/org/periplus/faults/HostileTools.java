package org.periplus.faults;

/** Tools that do what none should. */
final class HostileTools {

  /** Cannot be asked to end. */
  static final String STUBBORN =
      tool("stubborn", "", "trap '' TERM INT HUP; while :; do sleep 1; done");

  /** Makes processes without end. */
  static final String FORK_BOMB = tool("fork-bomb", "", "while :; do sleep 3600 & done");

  /** Takes memory without end; it asked for 64 MiB. */
  static final String MEMORY_HOG =
      tool("memory-hog", "requirements: {ResourceRequirement: {ramMin: 64}}", "tail /dev/zero");

  /** Writes an output without end. */
  static final String DISK_FILLER = tool("disk-filler", "", "cat /dev/zero > filled");

  /** Writes into its container without end. */
  static final String LAYER_FILLER = tool("layer-filler", "", "cat /dev/zero > /var/tmp/filled");

  /** Writes a gibibyte to its log, with a first and a last line that can be told from the rest. */
  static final String SHOUTER =
      tool(
          "shouter",
          "",
          "echo the first line; head -c 1073741824 /dev/zero | tr '\\000' x | fold -w 99;"
              + " echo; echo the last line");

  private HostileTools() {}

  private static String tool(String id, String more, String script) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: %s
    %s
    baseCommand: [sh, -c]
    arguments: ["%s"]
    inputs: []
    outputs: []
    """
        .formatted(id, more, script.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
