package org.periplus.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;

/** Bounds every body, and leaves none unread; servers have limits of their own, which differ. */
@Provider
@Priority(Priorities.ENTITY_CODER)
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter, ReaderInterceptor {

  private final BodyConfiguration configuration;

  @Context private ResourceInfo resource;

  /** Marks the methods that read a body as it comes, and bound it themselves. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Own {}

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public BodyLimit() {
    this(null);
  }

  @Inject
  public BodyLimit(BodyConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method != null && method.isAnnotationPresent(Own.class)) {
      return;
    }
    BoundedBody.set(request, configuration.maxBody().bytes(), "periplus.http.max-body-size");
  }

  /** Takes in the rest of a body that is refused before its end. */
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    InputStream body = context.getInputStream();
    try {
      return context.proceed();
    } catch (IOException | RuntimeException e) {
      BoundedBody.drain(body, configuration.maxBody().bytes());
      throw e;
    }
  }
}
