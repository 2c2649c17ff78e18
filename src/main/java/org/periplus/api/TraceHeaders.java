package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.periplus.trace.TraceContext;

/** The trace that the current request is part of: W3C Recommendation "Trace Context". */
@Dependent
public class TraceHeaders {

  private final HttpServletRequest request;

  @Inject
  TraceHeaders(HttpServletRequest request) {
    this.request = request;
  }

  /** What the client sent; empty if it sent none or a wrong one. */
  public Optional<TraceContext> given() {
    List<String> parents = values(TraceContext.PARENT);
    return parents.size() == 1
        ? TraceContext.of(parents.get(0), String.join(",", values(TraceContext.STATE)))
        : Optional.empty();
  }

  private List<String> values(String header) {
    return Collections.list(request.getHeaders(header));
  }
}
