package org.periplus.batch.tool;

import java.util.Optional;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;
import org.periplus.batch.image.ImageUse;
import org.periplus.batch.run.JobRun;
import org.periplus.batch.run.StepStoppedException;
import org.periplus.container.ContainerException;
import org.periplus.container.ImageSource.BuildLimits;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.staging.fetch.StageInException;

/**
 * What an attempt waits for before its container may run: the image, room for a build of it, room
 * for the container. One thread waits, others may stop it.
 */
final class ToolAdmission {

  private final JobRun job;
  private final ToolServices tools;
  private final String step;

  private boolean stopped;
  private SlotRequest request;

  /**
   * @param step the name of the step
   */
  ToolAdmission(JobRun job, ToolServices tools, String step) {
    this.job = job;
    this.tools = tools;
    this.step = step;
  }

  /**
   * Waits until the engine has the image of a tool.
   *
   * @throws StepStoppedException when {@link #stop} ended that
   */
  ImageUse image(ToolPlan plan)
      throws StepStoppedException, ContainerException, StageInException, InterruptedException {
    Optional<BuildLimits> build =
        job.handover().waitFor(() -> tools.images().build(job.tenant(), plan.docker()));
    if (build.isEmpty()) {
      return use(plan);
    }
    try (Slot slot = slot(roomFor(build.get()))) {
      refuseWhenStopped();
      return use(plan);
    }
  }

  private ImageUse use(ToolPlan plan)
      throws ContainerException, StageInException, InterruptedException {
    return job.handover()
        .<ImageUse, ContainerException, StageInException>waitFor(
            () -> tools.images().use(CredentialOwner.of(job.tenant(), job.owner()), plan.docker()));
  }

  /** A build asks for no more than there is, as tools do that say nothing. */
  private Room roomFor(BuildLimits build) {
    Room all = job.services().slots().all();
    return new Room(
        1, Math.min(build.cpus(), all.cpus()), Math.min(build.memoryBytes(), all.memoryBytes()));
  }

  /**
   * Waits for room on this machine.
   *
   * @throws StepStoppedException when {@link #stop} ended that
   */
  Slot slot(Room room) throws StepStoppedException, InterruptedException {
    return request(room).await();
  }

  private synchronized SlotRequest request(Room room) throws StepStoppedException {
    refuseWhenStopped();
    request = SlotRequest.of(job, step, room);
    return request;
  }

  synchronized void refuseWhenStopped() throws StepStoppedException {
    if (stopped || job.stopped()) {
      throw new StepStoppedException();
    }
  }

  /** From now on all is refused, and who waits for room gives that up. */
  synchronized void stop() {
    stopped = true;
    if (request != null) {
      request.giveUp();
    }
  }
}
