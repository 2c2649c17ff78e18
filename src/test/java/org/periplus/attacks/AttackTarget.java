package org.periplus.attacks;

import java.util.concurrent.ConcurrentHashMap;

/** The server that the build starts for system tests, as a target. */
final class AttackTarget {

  private AttackTarget() {}

  /** A tenant of it that nobody had before. */
  static Target of(Canary canary) {
    return new Target(
        Integer.getInteger("system.test.port"),
        "attacks-" + Long.toString(System.currentTimeMillis(), 36),
        canary,
        System.getProperty("system.test.data"),
        ConcurrentHashMap.newKeySet());
  }
}
