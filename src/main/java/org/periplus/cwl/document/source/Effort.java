package org.periplus.cwl.document.source;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What one reading has cost so far, held against the limits. The work asks here as it goes on, at
 * each node and in each loop whose length a document decides. Time is that of the processor, and of
 * waiting for what is fetched: on a machine that has other work, a job must not fail over a
 * document that was accepted. Used by one thread.
 */
public final class Effort {

  private final DocumentLimits limits;
  private final long start = System.nanoTime();
  private final long processorAtStart = processor();
  private long fetching;
  private long characters;
  private long nodes;

  Effort(DocumentLimits limits) {
    this.limits = limits;
  }

  public DocumentLimits limits() {
    return limits;
  }

  /**
   * Goes on, if there is time left.
   *
   * @throws TooMuchException if there is none
   */
  public void goOn() {
    if (System.nanoTime() - start > limits.time().toNanos() && spent() > limits.time().toNanos()) {
      throw new TooMuchException(
          "Reading this took longer than %s; make the document smaller or split it."
              .formatted(limits.time()));
    }
  }

  /** Asked only when the time by the clock is over, since asking takes a call of the system. */
  private long spent() {
    return processor() - processorAtStart + fetching;
  }

  private static long processor() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** Brings a text. */
  public interface Fetch {
    String text() throws IOException;
  }

  /**
   * Fetches a text, if there is time left.
   *
   * @throws TooMuchException if there is none
   */
  public String fetch(Fetch fetch) throws IOException {
    goOn();
    long begin = System.nanoTime();
    try {
      return fetch.text();
    } finally {
      fetching += System.nanoTime() - begin;
    }
  }

  /**
   * Counts a text that is going to be read.
   *
   * @throws TooMuchException if there are too many characters
   */
  public void text(int length) {
    goOn();
    characters += length;
    if (characters > limits.characters()) {
      throw new TooMuchException(
          "The document and what it imports have more than %d characters; take something away."
              .formatted(limits.characters()));
    }
  }

  /**
   * Counts a node that is going to be read.
   *
   * @throws TooMuchException if there are too many nodes, or no time is left
   */
  void node() {
    nodes(1);
  }

  /**
   * Counts what is written out where a name stands for it.
   *
   * @throws TooMuchException if there are too many nodes, or no time is left
   */
  public void nodes(int parts) {
    goOn();
    nodes += parts;
    if (nodes > limits.nodes()) {
      throw tooManyNodes();
    }
  }

  /**
   * Goes one level down.
   *
   * @param levels how deep it is then, with aliases and imports written out
   * @throws TooMuchException if that is too deep
   */
  public void depth(int levels) {
    if (levels > limits.depth()) {
      throw new TooMuchException(
          "With its aliases and imports written out, the document is nested deeper than %d levels."
              .formatted(limits.depth()));
    }
  }

  /** What is wrong with a document that expands to too many nodes. */
  TooMuchException tooManyNodes() {
    return new TooMuchException(
        "The document has more than %d values, with its aliases and imports written out; take some"
                .formatted(limits.nodes())
            + " away.");
  }
}
