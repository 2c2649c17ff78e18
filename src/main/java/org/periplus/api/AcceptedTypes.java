package org.periplus.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;

/** The media types that a client takes, those that it likes best first: RFC 9110, 12.5.1. */
public record AcceptedTypes(List<MediaType> types) {

  /** A client that did not say. */
  public static final AcceptedTypes ANY = new AcceptedTypes(List.of(MediaType.WILDCARD_TYPE));

  /** What lets each request reach its resource, and was not asked for by the client. */
  public static final String ADDED = "*/*;q=0.001";

  /** Those of a request, as it was sent. */
  public static AcceptedTypes of(HttpHeaders headers) {
    List<MediaType> asked =
        headers.getAcceptableMediaTypes().stream()
            .filter(
                type -> !type.isWildcardType() || !"0.001".equals(type.getParameters().get("q")))
            .toList();
    return new AcceptedTypes(asked);
  }

  /** Those of a parameter that stands for the header. */
  public static AcceptedTypes of(String accept) {
    return new AcceptedTypes(
        Stream.of(accept.split(","))
            .map(each -> each.replaceFirst(";.*", "").strip())
            .filter(each -> each.indexOf('/') > 0)
            .map(each -> each.split("/", 2))
            .map(each -> new MediaType(each[0], each[1]))
            .toList());
  }

  /** Whether the client takes this; documents in JSON of all kinds are JSON. */
  public boolean has(String mediaType) {
    String essence = mediaType.replaceFirst(";.*", "").strip();
    MediaType wanted =
        new MediaType(essence.replaceFirst("/.*", ""), essence.replaceFirst("^[^/]*/", ""));
    return types.stream()
        .filter(type -> !type.getParameters().getOrDefault("q", "1").matches("0(\\.0*)?"))
        .anyMatch(
            type ->
                type.isCompatible(wanted)
                    || (essence.endsWith("+json")
                        && type.isCompatible(MediaType.APPLICATION_JSON_TYPE)));
  }

  /** Whether the client names JSON, and names it first. */
  public boolean preferJson() {
    return !types.isEmpty()
        && !types.get(0).isWildcardType()
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(types.get(0));
  }
}
