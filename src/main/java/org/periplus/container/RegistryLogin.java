package org.periplus.container;

/**
 * Credentials for a registry.
 *
 * @param registry its host, and its port where it is given
 */
public record RegistryLogin(String registry, String user, String password) {

  /** Without the password: what is a record is logged. */
  @Override
  public String toString() {
    return user + " at " + registry;
  }
}
