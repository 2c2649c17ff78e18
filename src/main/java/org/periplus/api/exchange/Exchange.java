package org.periplus.api.exchange;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * A request and its answer. One thread at a time sends to the client or takes from it; another may
 * end that. Safe for use by several threads.
 */
public final class Exchange {

  /** So many bytes must come before the time that the client takes is counted anew. */
  static final int PIECE = 16 * 1024;

  private final String client;
  private final LongSupplier nanoseconds;
  private final Runnable closeConnection;
  private Thread waiting;
  private boolean reads;
  private long begun;
  private long waited;
  private int received;
  private boolean ended;

  /**
   * @param ended whether nothing of it is sent or taken
   * @param closeConnection fails what writes to the client, without waiting for that
   */
  Exchange(String client, boolean ended, LongSupplier nanoseconds, Runnable closeConnection) {
    this.client = client;
    this.ended = ended;
    this.nanoseconds = nanoseconds;
    this.closeConnection = closeConnection;
  }

  /** What waits for the client when it takes nothing. */
  interface Write {
    void run() throws IOException;
  }

  /** What waits for the client when it sends nothing. */
  interface Read {

    /** How many bytes have come; less than zero when there are no more. */
    int run() throws IOException;
  }

  /**
   * Sends at most one piece.
   *
   * @throws ClientGoneException if that fails, and if it was ended, now or before
   */
  void write(Write bytes) throws IOException {
    begin(false);
    try {
      bytes.run();
    } catch (IOException e) {
      gone();
    } finally {
      done(PIECE);
    }
  }

  /**
   * Takes what comes.
   *
   * @throws ClientGoneException if it was ended, now or before
   */
  int read(Read bytes) throws IOException {
    begin(true);
    int count = -1;
    try {
      count = bytes.run();
      return count;
    } finally {
      done(count < 0 ? PIECE : count);
    }
  }

  private synchronized void gone() {
    ended = true;
  }

  private synchronized void begin(boolean read) throws ClientGoneException {
    if (ended) {
      throw new ClientGoneException();
    }
    waiting = Thread.currentThread();
    reads = read;
    begun = nanoseconds.getAsLong();
  }

  private synchronized void done(int bytes) throws ClientGoneException {
    waiting = null;
    if (ended) {
      Thread.interrupted(); // That was for this alone.
      throw new ClientGoneException();
    }
    waited += nanoseconds.getAsLong() - begun;
    received += bytes;
    if (received >= PIECE) {
      waited = 0;
      received = 0;
    }
  }

  /**
   * For how many nanoseconds threads have waited for the client since the last piece; zero when
   * none does.
   */
  synchronized long waits() {
    return waiting == null || ended ? 0 : waited + nanoseconds.getAsLong() - begun;
  }

  /** Ends it, if a thread waits for the client. */
  synchronized void end() {
    if (waiting == null || ended) {
      return;
    }
    ended = true;
    closeConnection.run();
    if (reads) {
      waiting.interrupt(); // Who waits for bytes does not see that the connection is closed.
    }
  }

  /** Whether nothing of it is sent or taken any more. */
  public synchronized boolean isEnded() {
    return ended;
  }

  String client() {
    return client;
  }
}
