package org.periplus.process.deployment;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of a {@link ProcessPackage}; a class with fields because JPA asks for one. */
public class PackageKey implements Serializable {

  private static final long serialVersionUID = 1L;

  private String tenant;
  private String id;
  private int revision;

  /** For JPA alone. */
  public PackageKey() {}

  public PackageKey(String tenant, String id, int revision) {
    this.tenant = tenant;
    this.id = id;
    this.revision = revision;
  }

  String tenant() {
    return tenant;
  }

  int revision() {
    return revision;
  }

  /** The process's identifier. */
  public String id() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackageKey key
        && tenant.equals(key.tenant)
        && id.equals(key.id)
        && revision == key.revision;
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, id, revision);
  }

  @Override
  public String toString() {
    return tenant + "/" + id + " revision " + revision;
  }
}
