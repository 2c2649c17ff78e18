package org.periplus.ops;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.periplus.batch.admission.Intake;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.execution.Dismissals;
import org.periplus.job.list.JobCounts;
import org.periplus.job.store.JobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the jobs in the platform's MBean server, and takes its commands. Threads share it. */
@Service
public class Jobs implements JobsMXBean {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private static final String NAME = "org.periplus:type=Jobs";

  /** What a console shows at once. */
  private static final int MOST = 1000;

  private final JobStore jobs;
  private final JobCounts counts;
  private final Dismissals dismissals;
  private final Intake intake;
  private ObjectName registered;

  @Inject
  public Jobs(JobStore jobs, JobCounts counts, Dismissals dismissals, Intake intake) {
    this.jobs = jobs;
    this.counts = counts;
    this.dismissals = dismissals;
    this.intake = intake;
  }

  void register(@Observes @Initialized(ApplicationScoped.class) Object event) {
    try {
      registered =
          ManagementFactory.getPlatformMBeanServer()
              .registerMBean(new StandardMBean(this, JobsMXBean.class, true), new ObjectName(NAME))
              .getObjectName();
    } catch (JMException e) {
      LOG.warn("The jobs are not shown by JMX: {}", e.toString());
    }
  }

  @Override
  public List<RunningJob> getRunning() {
    return inApplication(() -> jobs.running(MOST).stream().map(RunningJob::new).toList());
  }

  @Override
  public long getQueueLength() {
    return inApplication(counts::waiting);
  }

  @Override
  public boolean isIntakePaused() {
    return inApplication(intake::isPaused);
  }

  @Override
  public void pauseIntake() {
    inApplication(
        () -> {
          intake.pause();
          return null;
        });
    LOG.info("This server takes no more jobs");
  }

  @Override
  public void resumeIntake() {
    LOG.info("This server takes jobs again");
    inApplication(
        () -> {
          intake.resume();
          return null;
        });
  }

  @Override
  public String dismiss(String jobId) {
    return inApplication(() -> dismissed(jobId));
  }

  private String dismissed(String jobId) {
    Job job =
        jobs.find(UUID.fromString(jobId))
            .orElseThrow(() -> new IllegalArgumentException("There is no job " + jobId));
    return job.status().ended()
        ? job.status().code()
        : dismissals.dismiss(job.tenant(), job.id()).status().code();
  }

  /**
   * CDI on Payara finds the application by a thread's class loader, and JMX's threads have none.
   */
  private static <T> T inApplication(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Jobs.class.getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @PreDestroy
  void unregister() {
    try {
      if (registered != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
      }
    } catch (JMException e) {
      LOG.warn("The jobs could not be taken from JMX: {}", e.toString());
    }
  }
}
