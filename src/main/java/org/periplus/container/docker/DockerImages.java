package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageUnavailableException;

/** The images of a Docker Engine; each is got from its source by one thread at a time. */
final class DockerImages {

  private final DockerClient docker;
  private final ImageArrival arrival;
  private final Map<String, ReentrantLock> arriving = new ConcurrentHashMap<>();

  DockerImages(DockerClient docker, DockerHttpClient http, Duration timeout) {
    this.docker = docker;
    arrival = new ImageArrival(docker, http, timeout);
  }

  String ensure(ImageSource source) throws ImageUnavailableException, InterruptedException {
    Optional<String> there = identity(source);
    if (there.isPresent()) {
      return there.get();
    }
    ReentrantLock lock = arriving.computeIfAbsent(source.name(), name -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      there = identity(source); // Another thread has got it meanwhile.
      return there.isPresent() ? there.get() : got(source);
    } finally {
      lock.unlock();
    }
  }

  private String got(ImageSource source) throws ImageUnavailableException, InterruptedException {
    arrival.await(source);
    return identity(source)
        .orElseThrow(
            () ->
                new ImageUnavailableException(
                    source, "its source gives no image of that name", null));
  }

  private Optional<String> identity(ImageSource source) {
    try {
      InspectImageResponse found = docker.inspectImageCmd(source.name()).exec();
      if (source instanceof ImageSource.Built built && !ImageArrival.isBuiltFrom(found, built)) {
        return Optional.empty();
      }
      return Optional.of(
          found.getRepoDigests() == null || found.getRepoDigests().isEmpty()
              ? found.getId()
              : found.getRepoDigests().get(0));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
