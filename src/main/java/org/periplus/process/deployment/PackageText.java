package org.periplus.process.deployment;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What a revision of a deployed application package says, with all that it refers to. Apart from
 * {@link ProcessPackage}, because it can be long and lists of processes do not need it. It never
 * changes.
 */
@Entity
@Table(name = "package_text")
@IdClass(PackageKey.class)
public class PackageText {

  @Id private String tenant;
  @Id private String id;
  @Id private int revision;

  private String body;
  private String document;
  private boolean frozen;

  @ElementCollection
  @CollectionTable(
      name = "referred_document",
      joinColumns = {
        @JoinColumn(name = "tenant", referencedColumnName = "tenant"),
        @JoinColumn(name = "process", referencedColumnName = "id"),
        @JoinColumn(name = "revision", referencedColumnName = "revision")
      })
  @OrderColumn(name = "position")
  private List<ReferredDocument> referred = new ArrayList<>();

  /** For JPA alone. */
  protected PackageText() {}

  /**
   * The text of a revision that is being deployed.
   *
   * @param referred what its document refers to, as it was read
   */
  public PackageText(PackageKey key, PackageSource source, List<ReferredDocument> referred) {
    this.tenant = key.tenant();
    this.id = key.id();
    this.revision = key.revision();
    this.body = source.body();
    this.document = source.document();
    this.frozen = true;
    this.referred.addAll(referred);
  }

  /** What was deployed, unchanged. */
  public String body() {
    return body;
  }

  /** The CWL document: the body itself, or what the body holds or refers to. */
  public String document() {
    return document;
  }

  /**
   * Whether {@link #referred} has all that the document refers to. Packages that were deployed
   * before that was kept have nothing of it.
   */
  public boolean frozen() {
    return frozen;
  }

  /** How long the document is with all that it refers to, in characters. */
  long length() {
    return document.length() + referred.stream().mapToLong(each -> each.text().length()).sum();
  }

  /**
   * What the document refers to, as it was read at the deployment. It is loaded when this is first
   * asked for, while the text belongs to a transaction.
   */
  public List<ReferredDocument> referred() {
    return List.copyOf(referred);
  }
}
