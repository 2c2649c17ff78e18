package org.periplus.api.form;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a value is shown and asked for. */
public enum FieldKind {
  TEXT,
  /** A text of a media type, such as GML. */
  DOCUMENT,
  INTEGER,
  NUMBER,
  BOOLEAN,
  /** One of some values. */
  CHOICE,
  DATE,
  TIME,
  /** A date with its time and offset: RFC 3339. */
  INSTANT,
  URI,
  /** A link to a file, or a small file itself. */
  FILE,
  /** Bytes in base64, or a link to them. */
  BYTES,
  /** A link to a folder or a STAC document, or such a document itself. */
  FOLDER,
  /** Part 1, format {@code ogc-bbox}. */
  BOX,
  /** A geometry of GeoJSON. */
  GEOMETRY,
  /** A feature of GeoJSON. */
  FEATURE,
  /** A collection of features of GeoJSON. */
  FEATURES,
  LIST,
  RECORD,
  /** A value of one of several kinds. */
  EITHER,
  /** Any JSON. */
  JSON;

  /** As templates and scripts know it. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
