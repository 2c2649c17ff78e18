package org.periplus.cwl.expression;

import java.time.Duration;

/**
 * What one evaluation of a JavaScript expression may use.
 *
 * @param timeout the longest time
 * @param maxMemoryBytes the most memory that it may allocate in all; a string or an array that
 *     alone would be larger is refused as well
 * @param maxDepth the deepest nesting of calls
 */
public record ExpressionLimits(Duration timeout, long maxMemoryBytes, int maxDepth) {

  /** Ten seconds, 512 MiB allocated in all, 2000 nested calls. */
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
