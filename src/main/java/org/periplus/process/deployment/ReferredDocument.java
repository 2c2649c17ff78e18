package org.periplus.process.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.net.URI;
import org.periplus.configuration.Sha256;

/**
 * A document that a package refers to, as it was when the package was deployed. Immutable; a class
 * with fields because JPA asks for one.
 */
@Embeddable
public class ReferredDocument {

  private String uri;
  private String digest;

  @Column(name = "content")
  private String text;

  /** For JPA alone. */
  protected ReferredDocument() {}

  ReferredDocument(URI uri, String text) {
    this.uri = uri.toString();
    this.digest = Sha256.hex(text);
    this.text = text;
  }

  /** Its address, absolute and without a fragment. */
  public URI uri() {
    return URI.create(uri);
  }

  /** The SHA-256 of its text in UTF-8, in hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** What it said. */
  public String text() {
    return text;
  }
}
