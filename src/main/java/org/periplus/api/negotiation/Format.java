package org.periplus.api.negotiation;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.api.Links;
import org.periplus.api.definition.OpenApiVersion;
import org.periplus.api.provenance.ProvDocument;

/** The values of the query parameter {@code f}, which stands in for the header {@code Accept}. */
enum Format {
  HTML(MediaType.TEXT_HTML),
  JSON(Links.JSON + ", application/*;q=0.5"),
  OAS30(OpenApiVersion.V3_0.mediaType()),
  OAS31(OpenApiVersion.V3_1.mediaType()),
  SVG("image/svg+xml"),
  CSV("text/csv"),
  TEXT("text/plain"),
  PROVN(ProvDocument.NOTATION),
  CWL("application/cwl+json");

  private final String accept;

  Format(String accept) {
    this.accept = accept;
  }

  /** What a client sends in {@code Accept} that asks for the same. */
  String accept() {
    return accept;
  }

  static Optional<Format> named(String name) {
    return Stream.of(values()).filter(format -> format.code().equals(name)).findFirst();
  }

  static List<String> codes() {
    return Stream.of(values()).map(Format::code).toList();
  }

  private String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
