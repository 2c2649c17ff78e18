package org.periplus.api.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kinds of bodies that requests have, and the media types in which each is read. */
public enum BodyKind {
  /** OGC API - Processes Part 2: a CWL document, or an OGC Application Package. */
  PACKAGE(
      List.of(
          "application/cwl+yaml",
          "application/cwl",
          "application/cwl+json",
          "application/ogcapppkg+json",
          MediaType.APPLICATION_JSON,
          // what tools send that know YAML and not CWL, or neither
          "application/yaml",
          "application/x-yaml",
          "text/yaml",
          MediaType.APPLICATION_OCTET_STREAM),
      List.of(MediaType.TEXT_PLAIN),
      true),

  /** Part 1: an execute request; Part 4 gives it a media type of its own. */
  EXECUTE_REQUEST(List.of(MediaType.APPLICATION_JSON, BodyKind.EXECUTE), List.of(), true),

  /** Part 4: an execute request that takes the place of another, or changes it (RFC 7396). */
  JOB_CHANGE(MediaType.APPLICATION_JSON, BodyKind.EXECUTE, BodyKind.MERGE_PATCH),

  /** A change of some members of a document: RFC 7396. */
  PATCH(BodyKind.MERGE_PATCH, MediaType.APPLICATION_JSON),

  /** Any other document. */
  DOCUMENT(MediaType.APPLICATION_JSON);

  /** The media type of execute requests: Part 4. */
  public static final String EXECUTE = "application/ogcapi-processes+json";

  /** The media type of JSON Merge Patches: RFC 7396. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  private static final Map<String, String> FIELDS =
      Map.of("POST", "Accept-Post", "PATCH", "Accept-Patch");

  private static final String AND = ", ";

  // as the fields of an answer have them
  private final String types;
  private final String ofPrograms;
  private final boolean untyped;

  BodyKind(String... types) {
    this(List.of(types), List.of(), false);
  }

  /**
   * @param ofPrograms what is read besides, unless a page may have sent it: other sites can send it
   *     unasked, which browsers do not let them do with the others
   * @param untyped whether a body without a media type is read, unless a page may have sent it
   */
  BodyKind(List<String> types, List<String> ofPrograms, boolean untyped) {
    this.types = String.join(AND, types);
    this.ofPrograms = String.join(AND, ofPrograms);
    this.untyped = untyped;
  }

  /**
   * Whether a body of this media type is read.
   *
   * @param type null when the request does not say
   * @param ofPage whether a page may have sent it
   */
  public boolean has(MediaType type, boolean ofPage) {
    if (type == null) {
      return !ofPage && untyped;
    }
    String bare = type.getType() + "/" + type.getSubtype();
    return isAmong(types, bare) || (!ofPage && isAmong(ofPrograms, bare));
  }

  private static boolean isAmong(String types, String bare) {
    return Stream.of(types.split(AND)).anyMatch(bare::equalsIgnoreCase);
  }

  /**
   * The refusal of a body of another media type, which names those that are read: RFC 9110,
   * 15.5.16; W3C "Linked Data Platform", 7.1; RFC 5789, 3.1.
   */
  public NotSupportedException refusal(String method) {
    Response.ResponseBuilder response =
        Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE).header(HttpHeaders.ACCEPT, types);
    if (FIELDS.containsKey(method)) {
      response.header(FIELDS.get(method), types);
    }
    return new NotSupportedException(response.build());
  }
}
