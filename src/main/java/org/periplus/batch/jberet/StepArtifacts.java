package org.periplus.batch.jberet;

import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.jberet.creation.ArtifactCreationContext;
import org.jberet.runtime.context.StepContextImpl;
import org.jberet.spi.ArtifactFactory;
import org.periplus.batch.workflow.WorkflowRun;

/** Makes the batch artifacts of {@link WorkflowJob} for the run that asks for them. */
final class StepArtifacts implements ArtifactFactory {

  private final LongFunction<WorkflowRun> runs;
  private final Executor executor;

  /**
   * @param runs the runs that are executing, by batch execution id
   * @param executor for stopping steps, which may take its time
   */
  StepArtifacts(LongFunction<WorkflowRun> runs, Executor executor) {
    this.runs = runs;
    this.executor = executor;
  }

  @Override
  public Object create(String ref, Class<?> type, ClassLoader classLoader) {
    ArtifactCreationContext context = ArtifactCreationContext.getCurrentArtifactCreationContext();
    // JBeret leaves it to the thread, which would keep the whole execution until its next one.
    ArtifactCreationContext.removeCurrentArtifactCreationContext();
    WorkflowRun run = runs.apply(context.getJobContext().getExecutionId());
    StepContextImpl step = (StepContextImpl) context.getStepContext();
    return switch (ref) {
      case WorkflowJob.ELEMENT ->
          new StepBatchlet(step, run, executor, run.work(step.getStepName(), element(context)));
      case WorkflowJob.SCATTER -> new ScatterMapper(run, step.getStepName());
      case WorkflowJob.STAGE_IN -> new StepBatchlet(step, run, executor, run.stageInWork());
      case WorkflowJob.STAGE_OUT -> new StepBatchlet(step, run, executor, run.stageOutWork());
      default -> throw new IllegalArgumentException("No batch artifact is called " + ref);
    };
  }

  private static String element(ArtifactCreationContext context) {
    String element =
        context.getProperties() == null ? null : context.getProperties().get(WorkflowJob.ELEMENT);
    return element == null ? "" : element;
  }

  @Override
  public void destroy(Object instance) {
    // Nothing is held.
  }

  @Override
  public Class<?> getArtifactClass(String ref, ClassLoader classLoader) {
    return WorkflowJob.SCATTER.equals(ref) ? ScatterMapper.class : StepBatchlet.class;
  }
}
