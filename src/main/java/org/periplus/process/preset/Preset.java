package org.periplus.process.preset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.periplus.persistence.InstantConverter;
import org.periplus.persistence.JsonColumn;

/** Inputs of a process that somebody keeps under a name. Not for several threads. */
@Entity
@Table(name = "preset")
@IdClass(PresetKey.class)
public class Preset {

  @Id private String tenant;
  @Id private String issuer;
  @Id private String subject;
  @Id private String process;
  @Id private String name;

  private String inputs;

  @Convert(converter = InstantConverter.class)
  private Instant created;

  @Convert(converter = InstantConverter.class)
  private Instant updated;

  @Convert(converter = InstantConverter.class)
  private Instant used;

  /** For JPA alone. */
  protected Preset() {}

  Preset(PresetOwner owner, String process, String name, ObjectNode inputs, Instant now) {
    this.tenant = owner.tenant();
    this.issuer = owner.issuer();
    this.subject = owner.subject();
    this.process = process;
    this.name = name;
    this.inputs = JsonColumn.text(inputs);
    this.created = now;
    this.updated = now;
    this.used = now;
  }

  /** The same under another name. */
  Preset named(String newName) {
    Preset renamed =
        new Preset(new PresetOwner(tenant, issuer, subject), process, newName, inputs(), created);
    renamed.updated = updated;
    renamed.used = used;
    return renamed;
  }

  void replace(ObjectNode newInputs, Instant now) {
    this.inputs = JsonColumn.text(newInputs);
    this.updated = now;
    this.used = now;
  }

  void use(Instant now) {
    this.used = now;
  }

  public String name() {
    return name;
  }

  public ObjectNode inputs() {
    return (ObjectNode) JsonColumn.json(inputs).orElseThrow();
  }

  /** When it was first kept. */
  public Instant created() {
    return created;
  }

  /** When its inputs were last given. */
  public Instant updated() {
    return updated;
  }

  /** When it was last saved or loaded, to a day. */
  Instant used() {
    return used;
  }
}
