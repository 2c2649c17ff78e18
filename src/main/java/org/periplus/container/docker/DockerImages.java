package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.container.ImageUnavailableException;

/** The images of a Docker Engine; each is pulled by one thread at a time. */
final class DockerImages {

  private final DockerClient docker;
  private final Duration pullTimeout;
  private final Map<String, ReentrantLock> pulls = new ConcurrentHashMap<>();

  DockerImages(DockerClient docker, Duration pullTimeout) {
    this.docker = docker;
    this.pullTimeout = pullTimeout;
  }

  String ensure(String image) throws ImageUnavailableException, InterruptedException {
    try {
      return identity(image);
    } catch (NotFoundException e) {
      ReentrantLock pulling = pulls.computeIfAbsent(image, name -> new ReentrantLock());
      pulling.lockInterruptibly();
      try {
        return pulled(image);
      } finally {
        pulling.unlock();
      }
    }
  }

  private String pulled(String image) throws ImageUnavailableException, InterruptedException {
    try {
      return identity(image); // Another thread has pulled it meanwhile.
    } catch (NotFoundException e) {
      pull(image);
      return identity(image);
    }
  }

  private void pull(String image) throws ImageUnavailableException, InterruptedException {
    try {
      boolean complete =
          docker
              .pullImageCmd(withTag(image))
              .exec(new PullImageResultCallback())
              .awaitCompletion(pullTimeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!complete) {
        throw new ImageUnavailableException(image, "it took longer than " + pullTimeout, null);
      }
    } catch (DockerException e) {
      throw new ImageUnavailableException(image, DockerEngine.reason(e), e);
    }
  }

  /** Without a tag or digest the engine would pull every tag there is. */
  private static String withTag(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    return name.contains(":") || name.contains("@") ? image : image + ":latest";
  }

  private String identity(String image) {
    InspectImageResponse found = docker.inspectImageCmd(image).exec();
    return found.getRepoDigests() == null || found.getRepoDigests().isEmpty()
        ? found.getId()
        : found.getRepoDigests().get(0);
  }
}
