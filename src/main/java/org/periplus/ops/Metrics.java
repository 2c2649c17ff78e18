package org.periplus.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.periplus.api.kept.KeptAnswers;
import org.periplus.batch.run.RunMetrics;
import org.periplus.configuration.Service;
import org.periplus.job.JobStatus;
import org.periplus.job.list.JobCounts;
import org.periplus.job.step.EndedStep;
import org.periplus.job.step.StepRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Prometheus asks for. Numbers of jobs are those of the database when it asks, of all servers;
 * all else is what this server has done since its start. Threads share it.
 */
@Service
public class Metrics implements RunMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter containers =
      Counter.builder("periplus.containers.started")
          .description("Containers that this server started")
          .register(registry);
  private final Counter in =
      Counter.builder("periplus.staged.in")
          .baseUnit("bytes")
          .description("What this server fetched of the inputs of jobs")
          .register(registry);
  private final Counter out =
      Counter.builder("periplus.staged.out")
          .baseUnit("bytes")
          .description("What this server published of the results of jobs")
          .register(registry);
  private final JobCounts jobs;
  private volatile Map<JobStatus, Long> byStatus = Map.of();
  private volatile double waiting = Double.NaN;

  @Inject
  public Metrics(JobCounts jobs, KeptAnswers answers) {
    this.jobs = jobs;
    for (JobStatus status : JobStatus.values()) {
      Gauge.builder("periplus.jobs", () -> byStatus.get(status))
          .tag("status", status.code())
          .description("Jobs in the database")
          .register(registry);
    }
    Gauge.builder("periplus.queue.length", () -> waiting)
        .description("Jobs that wait for a server")
        .register(registry);
    FunctionCounter.builder("periplus.http.answers.kept", answers, KeptAnswers::sent)
        .description("Requests that were answered with an answer that was kept in memory")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  /** All of them in Prometheus' text format; without those of the database when it is away. */
  public synchronized String scrape() {
    try {
      byStatus = jobs.byStatus();
      waiting = jobs.waiting();
    } catch (RuntimeException e) {
      LOG.warn("Jobs could not be counted: {}", e.getMessage());
      byStatus = Map.of();
      waiting = Double.NaN;
    }
    return registry.scrape();
  }

  @Override
  public void stepEnded(EndedStep step) {
    StepRun run = step.run();
    if (run.started().isPresent() && run.finished().isPresent()) {
      Timer.builder("periplus.step.duration")
          .description("How long steps ran, from their start to their end")
          .tag("tenant", step.tenant())
          .tag("process", step.processId())
          .tag("step", run.path())
          .tag("state", run.state().code())
          .register(registry)
          .record(Duration.between(run.started().get(), run.finished().get()));
    }
  }

  @Override
  public void containerStarted() {
    containers.increment();
  }

  @Override
  public void stagedIn(long bytes) {
    in.increment((double) bytes);
  }

  @Override
  public void stagedOut(long bytes) {
    out.increment((double) bytes);
  }

  @PreDestroy
  void close() {
    registry.close();
  }
}
