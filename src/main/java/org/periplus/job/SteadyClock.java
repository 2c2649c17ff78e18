package org.periplus.job;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The machine's time in milliseconds, which goes on when the machine's clock is set back: from
 * there it counts the time that passes, until the machine's clock is ahead of it. Threads share it.
 */
public final class SteadyClock implements InstantSource {

  /** The one of this server. */
  public static final InstantSource OF_THE_SERVER =
      new SteadyClock(InstantSource.system(), System::nanoTime);

  private final InstantSource machine;
  private final LongSupplier nanos;
  private Instant last = Instant.MIN;
  private long read;

  /**
   * @param nanos counts the nanoseconds that pass
   */
  SteadyClock(InstantSource machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
  }

  @Override
  public synchronized Instant instant() {
    Instant now = machine.instant();
    long passed = nanos.getAsLong();
    last = now.isBefore(last) ? last.plusNanos(passed - read) : now;
    read = passed;
    return last.truncatedTo(ChronoUnit.MILLIS);
  }
}
