package org.periplus.security.identity;

import java.util.Locale;

/** What callers may do; each role may do what those before it may. */
public enum Role {
  /** Sees processes, jobs and results. */
  READER,
  /** Executes processes, and dismisses jobs. */
  EXECUTOR,
  /** Deploys, replaces and undeploys processes. */
  DEPLOYER,
  /** Runs the server. */
  OPERATOR;

  /** Whether it may do what another one may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** Its name in configuration, documents and answers. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
