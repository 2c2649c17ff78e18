package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

/**
 * Evaluates the JavaScript of expressions, each in an interpreter of its own that is gone
 * afterwards, and looks at their syntax. Threads may share it.
 */
final class JavaScript implements AutoCloseable {

  private final MemoryBudget memory;
  private final TimedThreads threads;
  private final Libraries libraries = new Libraries();

  JavaScript(ExpressionLimits limits) {
    this.memory = new MemoryBudget(limits);
    this.threads = new TimedThreads(limits.timeout());
  }

  /**
   * The value of an expression.
   *
   * @throws ExpressionException when it has none, or needs too much time or memory
   */
  JsonNode evaluate(Template.Code code, ExpressionContext context, List<String> expressionLib) {
    Program program = new Program(code, expressionLib);
    QuickJs quickJs = QuickJs.get();
    return timed(code.source(), progress -> evaluate(quickJs, program, context, progress));
  }

  /** What is wrong with the syntax of an expression. */
  Optional<ExpressionException> mistake(Template.Code code) {
    Program program = new Program(code, List.of());
    return check(code.source(), Request.check(program)).map(failure -> failure.in(program));
  }

  /**
   * Those whose syntax is right, as far as that is seen when one interpreter looks at them all. The
   * others are to be looked at one by one.
   */
  Set<Template.Code> right(List<Template.Code> codes) {
    List<Program> programs = codes.stream().map(code -> new Program(code, List.of())).toList();
    Exchange.Answer answer;
    try {
      answer = answerTo("many expressions", Request.check(programs));
    } catch (ExpressionException e) { // One of them takes too much, and will be found out alone
      return Set.of();
    }
    Set<Template.Code> right = new HashSet<>();
    if (answer.kind() == Exchange.Kind.VALUE) {
      for (JsonNode index : answer.json()) {
        if (index.isInt() && index.intValue() >= 0 && index.intValue() < codes.size()) {
          right.add(codes.get(index.intValue()));
        }
      }
    }
    return right;
  }

  /** What is wrong with the syntax of a library. */
  Optional<String> mistakeOfLibrary(String script) {
    return check("expressionLib", Request.checkLibrary(script))
        .map(
            failure -> {
              Position place = Position.of(script, failure.offset().orElse(0), 0);
              return "line %d column %d of the library: %s"
                  .formatted(place.line(), place.column(), failure.reason());
            });
  }

  private Optional<Failure> check(String expression, Request request) {
    Exchange.Answer answer = answerTo(expression, request);
    return answer.kind() == Exchange.Kind.FAILURE
        ? Optional.of(Failure.of(answer.json()))
        : Optional.empty();
  }

  private Exchange.Answer answerTo(String expression, Request request) {
    QuickJs quickJs = QuickJs.get();
    return timed(
        expression,
        progress -> {
          Exchange exchange = new Exchange(request);
          try (MemoryBudget.Share share = memory.share()) {
            quickJs.ask(quickJs.beginning(), exchange, share);
            return exchange.answer().orElseThrow();
          }
        });
  }

  private JsonNode evaluate(
      QuickJs quickJs, Program program, ExpressionContext context, TimedThreads.Progress progress) {
    Exchange.Answer answer;
    try (MemoryBudget.Share share = memory.share()) {
      Optional<Snapshot> prepared = prepared(quickJs, program);
      Exchange exchange =
          new Exchange(Request.evaluate(program, context, prepared.isEmpty(), false));
      quickJs.ask(prepared.orElse(quickJs.beginning()), exchange, share);
      answer = answerOf(exchange, program);
      if (answer.kind() == Exchange.Kind.VALUE) {
        return answer.json();
      }
    }
    Failure failure = Failure.of(answer.json());
    progress.failed(failure.in(program));
    throw located(failure, quickJs, program, context).in(program);
  }

  private Optional<Snapshot> prepared(QuickJs quickJs, Program program) {
    if (program.libraries().isEmpty()) {
      return Optional.of(quickJs.beginning());
    }
    try (MemoryBudget.Share share = memory.share()) {
      return libraries.ready(program.script(), quickJs, share);
    }
  }

  /** The same failure, at the line where it is seen when each line is told from the others. */
  private Failure located(
      Failure failure, QuickJs quickJs, Program program, ExpressionContext context) {
    if (failure.line() == 0 || failure.offset().isPresent()) {
      return failure;
    }
    Exchange again =
        new Exchange(Request.evaluate(program, context, !program.libraries().isEmpty(), true));
    try (MemoryBudget.Share share = memory.share()) {
      quickJs.ask(quickJs.beginning(), again, share);
    } catch (LimitExceeded | WasmEngineException | StackOverflowError e) {
      return failure;
    }
    return again
        .answer()
        .filter(answer -> answer.kind() == Exchange.Kind.FAILURE)
        .map(answer -> Failure.of(answer.json()))
        .filter(second -> second.reason().equals(failure.reason()) && second.offset().isEmpty())
        .map(second -> failure.at(second.line()))
        .orElse(failure);
  }

  private static Exchange.Answer answerOf(Exchange exchange, Program program) {
    return exchange
        .answer()
        .orElseThrow(
            () ->
                new ExpressionException(
                    program.code().source(), "its value is a promise that is never kept", 0));
  }

  private <T> T timed(String expression, Function<TimedThreads.Progress, T> work) {
    return threads.call(
        expression,
        progress -> {
          try {
            return work.apply(progress);
          } catch (LimitExceeded e) {
            throw new ExpressionException(expression, e.getMessage(), 0);
          } catch (WasmInterruptedException e) {
            throw threads.overTime(expression);
          } catch (StackOverflowError e) {
            throw tooDeep(expression);
          } catch (OutOfMemoryError e) { // The heap is too small for its limit
            throw new ExpressionException(expression, "there is not enough memory for it", 0);
          } catch (WasmEngineException e) { // Of all that can go wrong, scripts reach this alone
            throw tooDeep(expression);
          }
        });
  }

  private static ExpressionException tooDeep(String expression) {
    return new ExpressionException(expression, "its calls are nested too deeply", 0);
  }

  int busy() {
    return threads.busy();
  }

  @Override
  public void close() {
    threads.close();
  }
}
