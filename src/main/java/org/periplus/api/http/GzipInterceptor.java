package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Compresses text for clients that take it: RFC 9110, 8.4.1.3 and 12.5.3. */
@Provider
@ApplicationScoped
@Priority(Priorities.ENTITY_CODER)
public class GzipInterceptor implements WriterInterceptor {

  private static final String GZIP = "gzip";

  private final HttpConfiguration configuration;

  @Context private HttpHeaders request;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public GzipInterceptor() {
    this(null);
  }

  @Inject
  public GzipInterceptor(HttpConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!configuration.gzip() || !isText(context.getMediaType()) || isSettled(context)) {
      context.proceed();
      return;
    }
    context.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (!accepts(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
      context.proceed();
      return;
    }
    context.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
    context.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, GZIP);
    weaken(context.getHeaders());
    OutputStream plain = context.getOutputStream();
    GzipStream zipped = new GzipStream(plain);
    context.setOutputStream(zipped);
    try {
      context.proceed();
      zipped.finish();
    } finally {
      context.setOutputStream(plain);
    }
  }

  /** Compressed bytes are others than those that a strong tag stands for: RFC 9110, 8.8.3. */
  private static void weaken(MultivaluedMap<String, Object> headers) {
    Object tag = headers.getFirst(HttpHeaders.ETAG);
    if (tag instanceof EntityTag strong) {
      headers.putSingle(HttpHeaders.ETAG, new EntityTag(strong.getValue(), true));
    } else if (tag instanceof String strong && strong.startsWith("\"")) {
      headers.putSingle(HttpHeaders.ETAG, "W/" + strong);
    }
  }

  /** A part of a file is a part of its own bytes. */
  private static boolean isSettled(WriterInterceptorContext context) {
    return context.getHeaders().containsKey("Content-Range")
        || context.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING);
  }

  /** Other media types are compressed already, or are streams of events. */
  private static boolean isText(MediaType type) {
    if (type == null) {
      return false;
    }
    String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
    return type.getType().equalsIgnoreCase("text")
        ? !subtype.equals("event-stream")
        : subtype.matches("(.*\\+)?(json|xml|yaml)|cwl|javascript|geo\\+json");
  }

  static boolean accepts(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    String gzip = "";
    String any = "";
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String bare = coding.replaceAll("\\s", "");
      if (bare.split(";", 2)[0].equals(GZIP)) {
        gzip = bare;
      } else if (bare.split(";", 2)[0].equals("*")) {
        any = bare;
      }
    }
    String chosen = gzip.isEmpty() ? any : gzip;
    return !chosen.isEmpty() && !chosen.matches(".*;q=0(\\.0*)?");
  }
}
