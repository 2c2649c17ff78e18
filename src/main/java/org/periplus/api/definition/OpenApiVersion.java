package org.periplus.api.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The versions of the OpenAPI Specification in which the document can be had. */
public enum OpenApiVersion {
  /** OpenAPI 3.0, whose schemas are a dialect of JSON Schema of their own. */
  V3_0("3.0") {
    @Override
    ObjectNode written(ObjectNode document) {
      return (ObjectNode) SchemaDialect.OPENAPI_3_0.rewrite(document.put("openapi", "3.0.3"));
    }
  },

  /** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
  V3_1("3.1") {
    @Override
    ObjectNode written(ObjectNode document) {
      return (ObjectNode) SchemaDialect.JSON_SCHEMA.rewrite(document.put("openapi", "3.1.0"));
    }
  };

  private static final String MEDIA_TYPE = "application/vnd.oai.openapi+json";

  private final String number;

  OpenApiVersion(String number) {
    this.number = number;
  }

  /** The media type of such a document. */
  public String mediaType() {
    return MEDIA_TYPE + ";version=" + number;
  }

  /** The version's first two numbers. */
  public String number() {
    return number;
  }

  /** A document whose schemas are of either dialect, in this version alone. */
  abstract ObjectNode written(ObjectNode document);
}
