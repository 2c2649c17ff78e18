package org.periplus.batch.jberet;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.UUID;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.PartitionExecutionImpl;
import org.jberet.runtime.StepExecutionImpl;
import org.periplus.persistence.WriteBehind;

/**
 * JBeret's repository as one job writes to it while it runs: what JBeret records of its steps goes
 * into the transaction that next records something of the job. It says nothing that the records of
 * the job's steps do not say, and is never ahead of them, so a restart finds out again what is
 * lost.
 */
final class LaterRepository {

  private static final Set<String> LATER =
      Set.of(
          "addStepExecution",
          "updateStepExecution",
          "addPartitionExecution",
          "updateJobExecution",
          "savePersistentData",
          "savePersistentDataIfNotStopping");

  private LaterRepository() {}

  static JobRepository of(JobRepository repository, WriteBehind later, UUID jobId) {
    return (JobRepository)
        Proxy.newProxyInstance(
            JobRepository.class.getClassLoader(),
            new Class<?>[] {JobRepository.class},
            (proxy, method, arguments) -> {
              if (!LATER.contains(method.getName())) {
                return RetryingRepository.call(repository, method, arguments);
              }
              later.later(jobId, () -> write(repository, method, arguments));
              // Nobody stops an execution by the database alone: it was saved, as far as JBeret
              // asks.
              return method.getReturnType() == int.class ? 1 : null;
            });
  }

  private static void write(JobRepository repository, Method method, Object[] arguments) {
    if (arguments.length > 1
        && arguments[0] instanceof StepExecutionImpl step
        && arguments[1] instanceof PartitionExecutionImpl partition) {
      partition.setId(step.getStepExecutionId()); // It was copied before the step had one.
    }
    RetryingRepository.call(repository, method, arguments);
  }
}
