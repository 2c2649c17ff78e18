package org.periplus.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.http.ContentPolicy;
import org.periplus.api.login.Visitor;
import org.periplus.api.login.Visitors;

/**
 * Writes every representation of the API as a page: Part 1, "HTML". A page shows what the JSON has,
 * so that a new representation has a page as soon as its resource produces {@link Links#PAGE}; a
 * template called like its record makes it a better one. Threads share it.
 */
@Provider
@Singleton
@Produces(MediaType.TEXT_HTML)
public class HtmlPages implements MessageBodyWriter<Object> {

  /** Pages load nothing from elsewhere and run scripts of this server alone. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'";

  private final Templates templates = new Templates();
  private final Visitors visitors;

  @Context private HttpServletRequest request;

  /** RESTEasy looks for it before it asks CDI for an instance. */
  public HtmlPages() {
    this(null);
  }

  @Inject
  public HtmlPages(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return (type.isRecord() || JsonNode.class.isAssignableFrom(type))
        && MediaType.TEXT_HTML_TYPE.isCompatible(mediaType);
  }

  @Override
  public void writeTo(
      Object representation,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream output)
      throws IOException {
    String self = attribute(Links.SELF, request.getRequestURI());
    String root = attribute(Links.LANDING_PAGE, "/ogc-api/");
    Visitor visitor = visitors.of(request, root, self);
    Map<String, Object> model =
        Map.of(
            "body",
            Objects.requireNonNullElse(JsonBodies.plain(representation), Map.of()),
            "root",
            root,
            "self",
            self,
            "asJson",
            self + asJson(request.getQueryString()),
            "visitor",
            JsonBodies.plain(visitor));
    headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    headers.putSingle(ContentPolicy.HEADER, policy(visitor));
    String page = templates.render(type.getSimpleName(), model);
    output.write(page.getBytes(StandardCharsets.UTF_8));
  }

  /** The form for the logout leads on to the provider, which browsers have to be told. */
  private static String policy(Visitor visitor) {
    return POLICY + visitor.endSession().map(origin -> " " + origin).orElse("");
  }

  private String attribute(String name, String otherwise) {
    return request.getAttribute(name) instanceof String value ? value : otherwise;
  }

  private static String asJson(String query) {
    String others = query == null ? "" : query.replaceAll("(^|&)f=[^&]*", "").replaceAll("^&", "");
    return "?" + (others.isEmpty() ? "" : others + "&") + "f=json";
  }
}
