package org.periplus.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A link: OGC API - Processes Part 1, schema {@code link}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Link(String title, String rel, String type, String href) {

  /** A link to JSON. */
  public static Link json(String title, String rel, String href) {
    return new Link(title, rel, Links.JSON, href);
  }
}
