package org.periplus.cwl.expression;

import java.time.Duration;

/**
 * What one evaluation of a JavaScript expression may use.
 *
 * @param timeout the longest time
 * @param maxMemoryBytes the most memory that it may hold, as far as that can be told: it is stopped
 *     when it has allocated so much and what lives long in the heap has grown by so much in the
 *     meantime, or the heap is nearly full
 * @param maxDepth the deepest nesting of calls
 */
public record ExpressionLimits(Duration timeout, long maxMemoryBytes, int maxDepth) {

  /** Ten seconds, 512 MiB, 2000 nested calls. */
  public static final ExpressionLimits DEFAULT =
      new ExpressionLimits(Duration.ofSeconds(10), 512L << 20, 2000);

  public ExpressionLimits {
    if (timeout.isNegative() || timeout.isZero() || maxMemoryBytes <= 0 || maxDepth <= 0) {
      throw new IllegalArgumentException("limits of expressions must be positive");
    }
  }

  /** The same limits with another timeout. */
  public ExpressionLimits withTimeout(Duration other) {
    return new ExpressionLimits(other, maxMemoryBytes, maxDepth);
  }
}
