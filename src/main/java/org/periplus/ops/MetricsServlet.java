package org.periplus.ops;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /periplus/metrics}, for Prometheus at an address of {@code periplus.ops.allow}. A
 * servlet beside the API, of whose documents it is no part. Threads share it.
 */
@WebServlet("/periplus/metrics")
public class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** The format that {@link Metrics#scrape} gives. */
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  // Servers make servlets by their constructor without parameters.
  @Inject private transient Metrics metrics;
  @Inject private transient MetricsConfiguration configuration;
  @Inject private transient Operators operators;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!configuration.enabled()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (!operators.sent(request)) {
      Operators.refusal().send(request, response);
      return;
    }
    response.setContentType(TEXT);
    response.getOutputStream().write(metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
