package org.periplus.cwl.tool.plan;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as a tool sees them: text, since they need not be paths of the host. */
public final class InsidePath {

  private InsidePath() {}

  /**
   * The path without {@code .}, {@code ..} and repeated slashes. A relative path that leads out of
   * its folder keeps the {@code ..} in front.
   */
  public static String normalized(String path) {
    Deque<String> parts = new ArrayDeque<>();
    boolean absolute = path.startsWith("/");
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.equals("..") || !absolute) {
        parts.addLast(part);
      }
    }
    return (absolute ? "/" : "") + String.join("/", parts);
  }

  public static boolean leadsOut(String normalized) {
    return normalized.equals("..") || normalized.startsWith("../");
  }

  public static String resolve(String folder, String path) {
    return path.startsWith("/") ? path : folder + "/" + path;
  }

  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 ? path.substring(0, slash) : slash == 0 ? "/" : "";
  }

  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
