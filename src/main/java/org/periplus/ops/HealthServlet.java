package org.periplus.ops;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code GET /health}, {@code /health/live} and {@code /health/ready} in the format of MicroProfile
 * Health, on the port of the API: the status alone to everybody, what the checks say to operators.
 * Servers' own endpoints tell everything to anybody. Threads share it.
 */
@WebServlet({"/health", "/health/live", "/health/ready", "/health/started"})
public class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final JsonMapper JSON = new JsonMapper();

  // Servers make servlets by their constructor without parameters.
  @Inject @Liveness private transient Instance<HealthCheck> liveness;
  @Inject @Readiness private transient Instance<HealthCheck> readiness;
  @Inject private transient Operators operators;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<HealthCheckResponse> answers =
        checks(request.getServletPath()).map(HealthCheck::call).toList();
    boolean up = answers.stream().allMatch(answer -> answer.getStatus() == Status.UP);
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Cache-Control", "no-store");
    if (operators.sent(request)) {
      response.setContentType("application/json");
      response.getOutputStream().write(JSON.writeValueAsBytes(document(up, answers)));
    } else {
      response.setContentLength(0);
    }
  }

  /** Nothing here has a start of its own: who lives has started. */
  private Stream<HealthCheck> checks(String path) {
    return switch (path) {
      case "/health/live", "/health/started" -> liveness.stream();
      case "/health/ready" -> readiness.stream();
      default -> Stream.concat(liveness.stream(), readiness.stream());
    };
  }

  private static ObjectNode document(boolean up, List<HealthCheckResponse> answers) {
    ObjectNode document = JSON.createObjectNode();
    document.put("status", (up ? Status.UP : Status.DOWN).name());
    ArrayNode checks = document.putArray("checks");
    for (HealthCheckResponse answer : answers) {
      ObjectNode check = checks.addObject();
      check.put("name", answer.getName()).put("status", answer.getStatus().name());
      answer.getData().ifPresent(data -> check.set("data", JSON.valueToTree(data)));
    }
    return document;
  }
}
