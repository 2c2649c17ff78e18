package org.periplus.process.preset;

import java.io.Serializable;
import java.util.Objects;

/** The key of {@link Preset}, as JPA wants it. */
final class PresetKey implements Serializable {

  private static final long serialVersionUID = 1L;

  private String tenant;
  private String issuer;
  private String subject;
  private String process;
  private String name;

  /** For JPA alone. */
  PresetKey() {}

  PresetKey(PresetOwner owner, String process, String name) {
    this.tenant = owner.tenant();
    this.issuer = owner.issuer();
    this.subject = owner.subject();
    this.process = process;
    this.name = name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PresetKey key
        && tenant.equals(key.tenant)
        && issuer.equals(key.issuer)
        && subject.equals(key.subject)
        && process.equals(key.process)
        && name.equals(key.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, issuer, subject, process, name);
  }
}
