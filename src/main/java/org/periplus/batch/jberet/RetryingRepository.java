package org.periplus.batch.jberet;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jberet.repository.JobRepository;
import org.periplus.persistence.DatabaseOutages;

/** JBeret's repository of batch executions, through outages of the database that it is in. */
final class RetryingRepository {

  private RetryingRepository() {}

  /**
   * @param repository what it is, once the database answers
   */
  static JobRepository of(Supplier<JobRepository> repository, DatabaseOutages outages) {
    return (JobRepository)
        Proxy.newProxyInstance(
            JobRepository.class.getClassLoader(),
            new Class<?>[] {JobRepository.class},
            (proxy, method, arguments) ->
                outages.through(() -> call(repository.get(), method, arguments)));
  }

  /** What the method of the repository does and throws. */
  static Object call(JobRepository repository, Method method, Object[] arguments) {
    try {
      return method.invoke(repository, arguments);
    } catch (InvocationTargetException e) {
      // No method of a repository declares a checked exception.
      throw e.getCause() instanceof Error error
          ? asUnchecked(error)
          : (RuntimeException) e.getCause();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException asUnchecked(Error error) {
    throw error;
  }
}
