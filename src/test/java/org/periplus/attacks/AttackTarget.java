package org.periplus.attacks;

import java.io.File;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The server that the build starts for system tests, as a target. */
final class AttackTarget {

  private AttackTarget() {}

  /** The WAR as the build packaged it. */
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/periplus.war"));
  }

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
