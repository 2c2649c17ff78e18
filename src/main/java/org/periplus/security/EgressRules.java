package org.periplus.security;

/** Which URLs and addresses may be asked, by tenant. Safe for use by several threads. */
@FunctionalInterface
public interface EgressRules {

  /**
   * The rule of a tenant, the same object each time: its own, or that of all.
   *
   * @param tenant empty for what is nobody's
   */
  EgressRule of(String tenant);
}
