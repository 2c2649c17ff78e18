package org.periplus.job;

/** Orders of jobs that are more or less urgent than usual. */
public final class Prioritized {

  private Prioritized() {}

  /** The same order with another priority. */
  public static NewJob order(NewJob order, int priority) {
    return new NewJob(
        order.id(),
        order.tenant(),
        order.processId(),
        order.processVersion(),
        order.status(),
        priority,
        order.inputs(),
        order.secrets(),
        order.outputsRequested(),
        order.definition(),
        order.subscription(),
        order.trace());
  }
}
