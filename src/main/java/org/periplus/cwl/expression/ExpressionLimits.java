package org.periplus.cwl.expression;

import java.time.Duration;

/**
 * What evaluations of JavaScript may use.
 *
 * @param timeout the longest time of one
 * @param maxMemoryBytes the most memory that one may have
 * @param maxMemoryOfAllBytes the most memory that all may have which are under way, without the
 *     first 16 MiB of each
 */
public record ExpressionLimits(Duration timeout, long maxMemoryBytes, long maxMemoryOfAllBytes) {

  /** Ten seconds, 512 MiB, together a third of the heap. */
  public static final ExpressionLimits DEFAULT =
      new ExpressionLimits(
          Duration.ofSeconds(10), 512L << 20, Runtime.getRuntime().maxMemory() / 3);

  public ExpressionLimits {
    if (timeout.isNegative()
        || timeout.isZero()
        || maxMemoryBytes <= 0
        || maxMemoryOfAllBytes <= 0) {
      throw new IllegalArgumentException("limits of expressions must be positive");
    }
  }

  /** The same limits with another timeout. */
  public ExpressionLimits withTimeout(Duration other) {
    return new ExpressionLimits(other, maxMemoryBytes, maxMemoryOfAllBytes);
  }

  /** The same limits with another limit of the memory of one evaluation. */
  public ExpressionLimits withMaxMemory(long bytes) {
    return new ExpressionLimits(timeout, bytes, maxMemoryOfAllBytes);
  }

  /** The same limits with another limit of the memory of all evaluations. */
  public ExpressionLimits withMaxMemoryOfAll(long bytes) {
    return new ExpressionLimits(timeout, maxMemoryBytes, bytes);
  }
}
