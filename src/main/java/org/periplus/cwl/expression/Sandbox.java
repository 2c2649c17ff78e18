package org.periplus.cwl.expression;

import java.io.Serial;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/**
 * Makes Rhino contexts without any way to Java, that count what scripts use. Threads may share it.
 */
final class Sandbox extends ContextFactory {

  private static final int INSTRUCTIONS_BETWEEN_CHECKS = 500;

  /**
   * A limit is exceeded. An error and no exception, so that scripts can neither catch it nor
   * swallow it in a {@code finally}.
   */
  static final class LimitExceeded extends Error {
    @Serial private static final long serialVersionUID = 1L;

    LimitExceeded(String message) {
      super(message, null, false, false);
    }
  }

  private static final class MeteredContext extends Context {
    private final long startNanos = System.nanoTime();
    private final AllocationMeter allocation = new AllocationMeter();

    MeteredContext(ContextFactory factory) {
      super(factory);
    }
  }

  private final ExpressionLimits limits;

  Sandbox(ExpressionLimits limits) {
    this.limits = limits;
  }

  String overTime() {
    return "it took longer than " + seconds() + " s";
  }

  private String seconds() {
    long millis = limits.timeout().toMillis();
    return millis % 1000 == 0 ? String.valueOf(millis / 1000) : String.valueOf(millis / 1000.0);
  }

  @Override
  protected Context makeContext() {
    Context context = new MeteredContext(this);
    context.setInterpretedMode(true);
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInstructionObserverThreshold(INSTRUCTIONS_BETWEEN_CHECKS);
    context.setMaximumInterpreterStackDepth(limits.maxDepth());
    context.setClassShutter(name -> false);
    return context;
  }

  @Override
  protected boolean hasFeature(Context context, int feature) {
    return switch (feature) {
      case Context.FEATURE_E4X, Context.FEATURE_ENHANCED_JAVA_ACCESS -> false;
      default -> super.hasFeature(context, feature);
    };
  }

  @Override
  protected void observeInstructionCount(Context context, int instructions) {
    if (!(context instanceof MeteredContext metered)) {
      return;
    }
    if (metered.allocation.exceeds(limits.maxMemoryBytes())) {
      throw new LimitExceeded(
          "it used more than " + (limits.maxMemoryBytes() >> 20) + " MiB of memory");
    }
    if (System.nanoTime() - metered.startNanos > limits.timeout().toNanos()
        || Thread.currentThread().isInterrupted()) {
      throw new LimitExceeded(overTime());
    }
  }
}
