package org.periplus.cwl.expression;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers requests, each with an interpreter of its own that begins where a snapshot was taken.
 * Threads may share it. The first use takes some tenths of a second, unless the program carries
 * what was started before.
 */
final class QuickJs {

  private static final String TAKE_A_REQUEST = "globalThis.$periplus()";
  private static final Object LOCK = new Object();
  private static volatile Optional<QuickJs> only = Optional.empty();

  private final Snapshot beginning;
  private final byte[] takeRequest;

  private QuickJs(Snapshot beginning, byte[] takeRequest) {
    this.beginning = beginning;
    this.takeRequest = takeRequest;
  }

  /** The one that all use. */
  static QuickJs get() {
    if (only.isEmpty()) {
      synchronized (LOCK) {
        if (only.isEmpty()) {
          only = Optional.of(read().orElseGet(QuickJs::start));
        }
      }
    }
    return only.orElseThrow();
  }

  /** One from its source. */
  static QuickJs start() {
    try (MemoryBudget.Share share = new MemoryBudget(ExpressionLimits.DEFAULT).share()) {
      Interpreter interpreter = Interpreter.started(share);
      interpreter.run(interpreter.compile(script()));
      byte[] takeRequest = interpreter.compile(TAKE_A_REQUEST);
      return new QuickJs(interpreter.snapshot(), takeRequest);
    }
  }

  /** As a build has written it, where a program carries it; it need not be started. */
  private static Optional<QuickJs> read() {
    InputStream resource = QuickJs.class.getResourceAsStream(ExpressionEngine.STARTED);
    if (resource == null) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(resource))) {
      Snapshot beginning = Snapshot.read(in);
      return Optional.of(new QuickJs(beginning, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    beginning.writeTo(out);
    out.write(takeRequest);
  }

  private static String script() {
    try (InputStream in = QuickJs.class.getResourceAsStream("guest.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where nothing has been evaluated yet. */
  Snapshot beginning() {
    return beginning;
  }

  /**
   * Has a request carried out.
   *
   * @throws RuntimeException as {@link Interpreter#run}
   */
  void ask(Snapshot from, Exchange exchange, MemoryBudget.Share share) {
    Interpreter.resumed(from, share, exchange).run(takeRequest);
  }

  /**
   * Has a request carried out.
   *
   * @return where others can go on from
   * @throws RuntimeException as {@link Interpreter#run}
   */
  Snapshot askAndKeep(Snapshot from, Exchange exchange, MemoryBudget.Share share) {
    Interpreter interpreter = Interpreter.resumed(from, share, exchange);
    interpreter.run(takeRequest);
    return interpreter.snapshot();
  }
}
