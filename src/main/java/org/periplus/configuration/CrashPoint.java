package org.periplus.configuration;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A moment right before or right after a change of what outlives this server: a commit, a file, a
 * rename. Tests let the server end there as by a loss of power, and look at what the next one makes
 * of it ({@code every-commit} in {@code docs/faults.md}). Without the system property nothing is
 * watched. Safe for use by several threads.
 */
public final class CrashPoint {

  /** The system property: at which crash point, counted from 1, the server halts; for tests. */
  public static final String PROPERTY = "periplus.tests.crash-at";

  private static final System.Logger LOG = System.getLogger(CrashPoint.class.getName());
  private static final boolean WATCHED = System.getProperty(PROPERTY) != null;
  private static final AtomicInteger LEFT = new AtomicInteger(Integer.getInteger(PROPERTY, 0));

  private CrashPoint() {}

  /** Whether anything is watched at all. */
  public static boolean watched() {
    return WATCHED;
  }

  /** Counts from here on, where the property is set. */
  public static void haltAt(int number) {
    LEFT.set(number);
  }

  /** The server is at a crash point. */
  public static void reached(String what) {
    if (WATCHED && LEFT.decrementAndGet() == 0) {
      LOG.log(System.Logger.Level.WARNING, "Halted: {0}", what);
      Runtime.getRuntime().halt(1);
    }
  }
}
