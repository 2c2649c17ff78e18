package org.periplus.attacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, and which answers are right.
 *
 * @param request what is sent
 * @param right the answers that are right
 */
record RequestAttack(String kind, String name, Request request, Right right) implements Attack {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The answers that are right. */
  enum Right {
    /** It is refused, with a problem document. */
    REFUSED,
    /** It is refused, perhaps by the listener, which may have no words. */
    REFUSED_BY_LISTENER,
    /** It is refused, or taken without an effect that the attack wants. */
    HARMLESS
  }

  static RequestAttack refused(String kind, String name, Request request) {
    return new RequestAttack(kind, name, request, Right.REFUSED);
  }

  static RequestAttack harmless(String kind, String name, Request request) {
    return new RequestAttack(kind, name, request, Right.HARMLESS);
  }

  static RequestAttack refusedByListener(String kind, String name, Request request) {
    return new RequestAttack(kind, name, request, Right.REFUSED_BY_LISTENER);
  }

  @Override
  public Finding run(Target target) throws IOException {
    try {
      Answer answer = target.send(request);
      return new Finding(
          answer.status() == 0 ? "connection closed" : Integer.toString(answer.status()),
          faults(answer, target));
    } catch (SocketTimeoutException e) {
      return new Finding("no answer", List.of("no answer within " + Target.PATIENCE));
    }
  }

  private List<String> faults(Answer answer, Target target) {
    List<String> faults = new ArrayList<>(Leaks.of(answer.body(), target, request::has));
    boolean refused = answer.status() >= 400 && answer.status() < 500;
    switch (right) {
      case REFUSED -> {
        if (!refused) {
          faults.add("it is not refused");
        }
      }
      case REFUSED_BY_LISTENER -> {
        if (!refused && answer.status() != 0) {
          faults.add("it is not refused");
        }
      }
      case HARMLESS -> {
        if (answer.status() < 200 || (answer.status() >= 500 && answer.status() != 501)) {
          faults.add("it is neither taken nor refused");
        }
      }
    }
    if ((refused && !answer.body().isEmpty()) || right == Right.REFUSED) {
      faults.addAll(faultsOfProblem(answer));
    }
    if (answer.is("text/html")) {
      faults.addAll(Leaks.ofPage(answer.body()));
    }
    if (!answer.header("X-Injected").isEmpty()) {
      faults.add("it has a header of the attack");
    }
    return faults;
  }

  /** A refusal is a problem document, or a page for who asks for pages. */
  private List<String> faultsOfProblem(Answer answer) {
    if (request.line().startsWith("HEAD") || (answer.is("text/html") && request.has("text/html"))) {
      return List.of();
    }
    if (!answer.is("application/problem+json")) {
      return List.of("it is no problem document but '%s'".formatted(answer.header("Content-Type")));
    }
    try {
      JsonNode problem = JSON.readTree(answer.body());
      return problem.path("type").asText().isEmpty() || problem.path("detail").asText().isEmpty()
          ? List.of("the problem document has no type or no detail")
          : List.of();
    } catch (JsonProcessingException e) {
      return List.of("the problem document is no JSON");
    }
  }
}
