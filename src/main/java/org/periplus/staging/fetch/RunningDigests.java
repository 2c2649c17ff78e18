package org.periplus.staging.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/**
 * Digests of bytes that come, made by a thread of their own, so that a connection does not wait for
 * them; those of a small file are made at once, as a thread would cost more. A few buffers go round
 * between the two threads, which bounds how far one is ahead of the other. Used by one thread at a
 * time.
 */
public final class RunningDigests implements AutoCloseable {

  private static final int BUFFER = 128 * 1024;
  private static final int BUFFERS = 4;

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread digesting = new Thread(task, "periplus-digest");
            digesting.setDaemon(true);
            return digesting;
          });
  private final Phaser begun = new Phaser(1);
  private Map<String, MessageDigest> digests = Map.of();
  private int made;
  private boolean small;

  /**
   * Begins anew, with these algorithms.
   *
   * @param length how many bytes will come; negative when that is not known
   */
  void begin(Collection<String> algorithms, long length) {
    await();
    small = length >= 0 && length <= BUFFER;
    digests = new TreeMap<>();
    algorithms.forEach(name -> digests.computeIfAbsent(name, RunningDigests::digest));
  }

  /** One that Java has; every platform has those that are asked for. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A buffer to fill, when one is free; {@link #add} or {@link #giveBack} takes it. */
  byte[] buffer() throws InterruptedException {
    byte[] buffer = free.poll();
    if (buffer == null && made < BUFFERS) { // A small file needs no more than one or two.
      made++;
      return new byte[BUFFER];
    }
    return buffer == null ? free.take() : buffer;
  }

  /** The first bytes of a buffer come next. */
  void add(byte[] buffer, int length) {
    if (digests.isEmpty()) {
      giveBack(buffer);
      return;
    }
    if (small) {
      update(buffer, length);
      return;
    }
    begun.register();
    thread.execute(
        () -> {
          try {
            update(buffer, length);
          } finally {
            begun.arriveAndDeregister();
          }
        });
  }

  private void update(byte[] buffer, int length) {
    try {
      digests.values().forEach(digest -> digest.update(buffer, 0, length));
    } finally {
      giveBack(buffer);
    }
  }

  /** A buffer was not filled. */
  void giveBack(byte[] buffer) {
    free.add(buffer);
  }

  /** The digests by their algorithms in hexadecimal digits; once for a file. */
  Map<String, String> values() {
    await();
    Map<String, String> values = new TreeMap<>();
    digests.forEach((name, digest) -> values.put(name, HexFormat.of().formatHex(digest.digest())));
    return values;
  }

  private void await() {
    begun.arriveAndAwaitAdvance();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
