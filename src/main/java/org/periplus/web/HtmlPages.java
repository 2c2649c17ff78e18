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
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.api.http.ContentPolicy;
import org.periplus.api.log.LogPage;
import org.periplus.api.login.Visitor;
import org.periplus.api.login.Visitors;
import org.periplus.web.log.LogHtml;

/**
 * Writes every representation of the API as a page: Part 1, "HTML". A page shows what the JSON has,
 * so that a new representation has a page as soon as its resource produces {@link Links#PAGE}; a
 * template called like its record makes it a better one. Threads share it.
 */
@Provider
@Singleton
@Produces(MediaType.TEXT_HTML)
public class HtmlPages implements MessageBodyWriter<Object> {

  /**
   * Pages load nothing from elsewhere, unless the operator names a base map, and run scripts of
   * this server alone.
   */
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self';"
          + " img-src 'self' data:%s; connect-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'%s";

  /** No text of anybody's has this in a page, since all are escaped. */
  private static final String PLACE_OF_LOG = "<!--log-->";

  private final Templates templates = new Templates();
  private final Visitors visitors;
  private final WebConfiguration configuration;

  @Context private HttpServletRequest request;

  /** RESTEasy looks for it before it asks CDI for an instance. */
  public HtmlPages() {
    this(null, null);
  }

  @Inject
  public HtmlPages(Visitors visitors, WebConfiguration configuration) {
    this.visitors = visitors;
    this.configuration = configuration;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return (Record.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type))
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
            JsonBodies.plain(visitor),
            "web",
            configuration.model());
    headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    headers.putSingle(ContentPolicy.HEADER, policy(visitor));
    Language language = Language.of(request);
    headers.putSingle(HttpHeaders.CONTENT_LANGUAGE, language.code());
    String page = templates.render(representation.getClass().getSimpleName(), language, model);
    if (representation instanceof LogPage log) {
      writeAround(log, page, output);
    } else {
      output.write(page.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The text of a log is written while it is read: it may be larger than a page should be. */
  private static void writeAround(LogPage log, String page, OutputStream output)
      throws IOException {
    int place = page.indexOf(PLACE_OF_LOG);
    Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    writer.write(page, 0, place);
    try (InputStream text = log.open()) {
      LogHtml.write(text, writer);
    }
    writer.write(page.substring(place + PLACE_OF_LOG.length()));
    writer.flush();
  }

  /** The form for the logout leads on to the provider, which browsers have to be told. */
  private String policy(Visitor visitor) {
    return POLICY.formatted(
        configuration.basemapOrigin().map(origin -> " " + origin).orElse(""),
        visitor.endSession().map(origin -> " " + origin).orElse(""));
  }

  private String attribute(String name, String otherwise) {
    return request.getAttribute(name) instanceof String value ? value : otherwise;
  }

  private static String asJson(String query) {
    String others = QueryParameters.withoutFormat(query);
    return "?" + (others.isEmpty() ? "" : others + "&") + "f=json";
  }
}
