package org.periplus.batch.run;

import java.util.function.DoubleConsumer;

/**
 * How much of a job is done, as a share of the whole: parts are split off for steps and elements,
 * and each part that completes adds to the whole. It never falls. Safe for use by several threads.
 */
public final class Progress {

  private final Progress whole;
  private final double share;
  private final DoubleConsumer changed;
  private double done;

  private Progress(Progress whole, double share, DoubleConsumer changed) {
    this.whole = whole;
    this.share = share;
    this.changed = changed;
  }

  /**
   * The progress of a whole job.
   *
   * @param changed told the share that is done, from 0 to 1, after each change
   */
  static Progress ofJob(DoubleConsumer changed) {
    return new Progress(null, 1, changed);
  }

  /** A part worth that share (0 to 1) of this one. */
  public Progress part(double shareOfThis) {
    return new Progress(this, share * shareOfThis, changed);
  }

  /** All of this part is done, whatever of its own parts was. */
  public void complete() {
    double rest;
    synchronized (this) {
      rest = share - done;
    }
    if (rest > 0) {
      add(rest);
    }
  }

  private void add(double delta) {
    double now;
    synchronized (this) {
      done = Math.min(share, done + delta);
      now = done;
    }
    if (whole != null) {
      whole.add(delta);
    } else {
      changed.accept(now);
    }
  }
}
