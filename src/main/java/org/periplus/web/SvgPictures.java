package org.periplus.web;

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
import org.periplus.api.graph.StepGraph;
import org.periplus.api.http.ContentPolicy;
import org.periplus.web.graph.GraphPicture;

/** Writes graphs of steps as SVG that stands alone. Threads share it. */
@Provider
@Singleton
@Produces(StepGraph.PICTURE)
public class SvgPictures implements MessageBodyWriter<StepGraph> {

  /** It has its styles in itself and needs nothing else. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

  private final Texts texts = new Texts();

  @Context private HttpServletRequest request;

  /** RESTEasy looks for it before it asks CDI for an instance. */
  public SvgPictures() {}

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == StepGraph.class && MediaType.valueOf(StepGraph.PICTURE).isCompatible(mediaType);
  }

  @Override
  public void writeTo(
      StepGraph graph,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream output)
      throws IOException {
    Language language = Language.of(request);
    headers.putSingle(HttpHeaders.CONTENT_TYPE, StepGraph.PICTURE + "; charset=utf-8");
    headers.putSingle(HttpHeaders.CONTENT_LANGUAGE, language.code());
    headers.putSingle(ContentPolicy.HEADER, POLICY);
    output.write(GraphPicture.alone(graph, texts.of(language)).getBytes(StandardCharsets.UTF_8));
  }
}
