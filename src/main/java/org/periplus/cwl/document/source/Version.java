package org.periplus.cwl.document.source;

import java.util.Arrays;
import java.util.Optional;

/** The versions of CWL that are read. */
public enum Version {
  V1_0("v1.0"),
  V1_1("v1.1"),
  V1_2("v1.2");

  private final String text;

  Version(String text) {
    this.text = text;
  }

  public static Optional<Version> of(String text) {
    return Arrays.stream(values()).filter(v -> v.text.equals(text)).findFirst();
  }

  public boolean before(Version other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
