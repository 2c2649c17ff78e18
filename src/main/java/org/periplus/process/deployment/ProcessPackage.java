package org.periplus.process.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import org.periplus.persistence.InstantConverter;
import org.periplus.process.access.ProcessAccess;
import org.periplus.process.access.Sharing;
import org.periplus.process.description.DescriptionColumn;
import org.periplus.process.description.ProcessDescription;
import org.periplus.security.identity.Account;

/**
 * One revision of a deployed application package. A replaced or undeployed revision stays, because
 * jobs still run it; at most one revision of a process is active. What it says is a {@link
 * PackageText}.
 */
@Entity
@Table(name = "process_package")
@IdClass(PackageKey.class)
public class ProcessPackage {

  /** The revision of a built-in process. */
  public static final int BUILT_IN = 0;

  @Id private String tenant;
  @Id private String id;
  @Id private int revision;

  private boolean active;
  private boolean mutable;
  private String workflow;
  private String version;

  @Column(name = "media_type")
  private String mediaType;

  private String name;

  @Column(name = "description")
  private String descriptionText;

  /** What the text says, once somebody has asked. */
  @Transient private ProcessDescription description;

  @Convert(converter = InstantConverter.class)
  private Instant created;

  @Convert(converter = InstantConverter.class)
  private Instant updated;

  @Embedded private ProcessAccess access;

  /** For JPA alone. */
  protected ProcessPackage() {}

  public ProcessPackage(
      String tenant,
      String id,
      int revision,
      PackageSource source,
      PackageReader.Read read,
      ProcessAccess access,
      Instant created,
      Instant now) {
    this.tenant = tenant;
    this.id = id;
    this.revision = revision;
    this.active = true;
    this.mutable = read.description().mutable();
    this.workflow = read.process().id();
    this.version = read.description().version();
    this.mediaType = source.mediaType();
    this.name = source.name();
    this.descriptionText = DescriptionColumn.text(read.description());
    this.description = read.description();
    this.access = access;
    this.created = created;
    this.updated = now;
  }

  /**
   * A process of the server itself, as a tenant sees it; it is nowhere stored.
   *
   * @param since when it came to be there
   */
  public static ProcessPackage builtIn(
      String tenant, ProcessDescription description, Instant since) {
    ProcessPackage process = new ProcessPackage();
    process.tenant = tenant;
    process.id = description.id();
    process.revision = BUILT_IN;
    process.active = true;
    process.mutable = description.mutable();
    process.workflow = description.id();
    process.version = description.version();
    process.description = description;
    process.access = ProcessAccess.ofTheServer();
    process.created = since;
    process.updated = since;
    return process;
  }

  /** Whether this is a process of the server itself: then there is no package. */
  public boolean builtIn() {
    return revision == BUILT_IN;
  }

  public String tenant() {
    return tenant;
  }

  /** The process's identifier. */
  public String id() {
    return id;
  }

  /** Which deployment of the process this is, from 1; 0 for a built-in process. */
  public int revision() {
    return revision;
  }

  /** Whether this is the revision that new jobs run. */
  public boolean active() {
    return active;
  }

  /** Whether the process may be replaced and undeployed. */
  public boolean mutable() {
    return mutable;
  }

  /** The identifier, in the document, of the CWL process that runs. */
  public String workflow() {
    return workflow;
  }

  /** The author's version. */
  public String version() {
    return version;
  }

  /** The media type of what was deployed. A built-in process has none. */
  public String mediaType() {
    return mediaType;
  }

  /** What the CWL document is called in messages. */
  public String name() {
    return name;
  }

  /** The process description without links. */
  public ProcessDescription description() {
    if (description == null) {
      description = DescriptionColumn.description(descriptionText);
    }
    return description;
  }

  /** Whose it is, and with whom they share it. */
  public ProcessAccess access() {
    return access;
  }

  /**
   * Shares it with others; it stays its owner's.
   *
   * @throws UnfitSharingException if nobody's process is to be somebody's alone
   */
  public void share(Sharing sharing) {
    access = new ProcessAccess(access.owner(), sharing);
  }

  /** It is somebody else's from now on, and stays shared as it is. */
  public void handOn(Account owner) {
    access = new ProcessAccess(Optional.of(owner), access.sharing());
  }

  /** What tells this revision from all others. */
  public PackageKey key() {
    return new PackageKey(tenant, id, revision);
  }

  /** When the process was first deployed. */
  public Instant created() {
    return created;
  }

  /** When this revision was deployed. */
  public Instant updated() {
    return updated;
  }

  public void retire() {
    active = false;
  }
}
