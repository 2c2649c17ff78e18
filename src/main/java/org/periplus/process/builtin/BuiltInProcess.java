package org.periplus.process.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.process.description.ProcessDescription;

/**
 * A process in Java. Each CDI bean of this type is a process of every tenant: it is listed and
 * described, and nobody can replace or undeploy it (Part 2, {@code
 * /req/deploy-replace-undeploy/static-indicator}). An execution is a job like any other, and its
 * one step is a batchlet that calls {@link #execute}. Threads share the bean.
 */
public interface BuiltInProcess {

  /** The description, always the same. Its inputs' schemas are what executions are checked with. */
  ProcessDescription description();

  /**
   * Runs once.
   *
   * @param inputs the checked inputs: JSON values as they were given; where the schema asks for
   *     bytes (a string with a {@code contentEncoding}, or of the format {@code byte}), a CWL
   *     {@code File} object with the {@code path} of a file that must not be changed
   * @return the outputs, as JSON values or CWL {@code File} objects with a {@code path}
   * @throws BuiltInFailedException when it cannot, for a reason that the user can mend
   * @throws InterruptedException when the server stops
   */
  ObjectNode execute(ObjectNode inputs, BuiltInExecution execution)
      throws BuiltInFailedException, InterruptedException;
}
