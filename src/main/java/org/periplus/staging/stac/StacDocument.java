package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.periplus.staging.fetch.FetchException;

/**
 * A STAC document that was fetched, and where it came from. One thread at a time may change its
 * content.
 */
record StacDocument(URI url, ObjectNode content) {

  String type() {
    return content.path("type").asText();
  }

  String id() {
    return content.path("id").asText();
  }

  /** Whether it is a document of STAC that leads to items. */
  boolean isKnown() {
    return switch (type()) {
      case "Feature" -> !id().isEmpty();
      case "Catalog", "Collection" -> content.path("links").isArray();
      case "FeatureCollection" -> content.path("features").isArray();
      default -> false;
    };
  }

  /** Where an item of this list has its own document, to which what it says is relative. */
  URI itself(ObjectNode item) {
    for (JsonNode link : item.path("links")) {
      if (link.path("rel").asText().equals("self")) {
        try {
          return resolve(link.path("href").asText());
        } catch (FetchException e) {
          return url;
        }
      }
    }
    return url;
  }

  /** The URL that a link of the document means. */
  URI resolve(String href) throws FetchException {
    try {
      return url.resolve(href.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FetchException(url, "it refers to something that is no URL");
    }
  }
}
