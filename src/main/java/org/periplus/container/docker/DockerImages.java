package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageSource.Pulled;
import org.periplus.container.ImageUnavailableException;

/**
 * The images of a Docker Engine; each is got from its source by one thread at a time. While one
 * arrives, nobody sees it: what credentials have opened has the name of all for a moment.
 */
final class DockerImages {

  private final DockerClient docker;
  private final ImageArrival arrival;
  private final Map<String, ReadWriteLock> arriving = new ConcurrentHashMap<>();

  DockerImages(DockerClient docker, DockerHttpClient http, Duration timeout) {
    this.docker = docker;
    arrival = new ImageArrival(docker, http, timeout);
  }

  /** The image of that name, if it is there. */
  Optional<Image> find(ImageReference name) throws InterruptedException {
    Lock lock = lock(name.full()).readLock();
    lock.lockInterruptibly();
    try {
      return inspect(name.full())
          .filter(found -> isCalled(found, name))
          .map(found -> image(found, name));
    } finally {
      lock.unlock();
    }
  }

  /** Gets an image, unless it is there. */
  String ensure(ImageSource source) throws ImageUnavailableException, InterruptedException {
    boolean again = source instanceof Pulled pulled && pulled.again();
    Optional<String> there = again ? Optional.empty() : identity(source);
    if (there.isPresent()) {
      return there.get();
    }
    Lock lock =
        lock(source instanceof Pulled pulled ? pulled.reference() : source.name()).writeLock();
    lock.lockInterruptibly();
    try {
      there = again ? Optional.empty() : identity(source); // Another thread has got it meanwhile.
      return there.isPresent() ? there.get() : got(source);
    } finally {
      lock.unlock();
    }
  }

  private ReadWriteLock lock(String name) {
    String key = ImageReference.of(name).map(ImageReference::repository).orElse(name);
    return arriving.computeIfAbsent(key, any -> new ReentrantReadWriteLock());
  }

  private String got(ImageSource source) throws ImageUnavailableException, InterruptedException {
    arrival.await(source);
    return identity(source)
        .orElseThrow(
            () ->
                new ImageUnavailableException(
                    source, "its source gives no image of that name", null));
  }

  /** The identity of what came from that source, if it is there. */
  Optional<String> identity(ImageSource source) {
    Optional<ImageReference> name = ImageReference.of(source.name());
    return inspect(source.name())
        .filter(found -> name.isEmpty() || isCalled(found, name.get()))
        .filter(
            found ->
                !(source instanceof ImageSource.Built built)
                    || ImageArrival.isBuiltFrom(found, built))
        .map(found -> name.map(known -> image(found, known).identity()).orElse(found.getId()));
  }

  private Optional<InspectImageResponse> inspect(String name) {
    try {
      return Optional.of(docker.inspectImageCmd(name).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** The engine also finds images by the beginning of their ids, whosever they are. */
  private static boolean isCalled(InspectImageResponse found, ImageReference name) {
    return names(found)
        .flatMap(each -> ImageReference.of(each).stream())
        // Podman keeps what has no registry in its name as an image of localhost.
        .anyMatch(each -> each.equals(name) || name.spellings().anyMatch(local(each)::equals));
  }

  private static String local(ImageReference name) {
    return name.registry().equals("localhost") ? name.full().substring("localhost/".length()) : "";
  }

  private static Stream<String> names(InspectImageResponse found) {
    return Stream.of(found.getRepoTags(), found.getRepoDigests())
        .filter(list -> list != null)
        .flatMap(List::stream);
  }

  private static Image image(InspectImageResponse found, ImageReference name) {
    Optional<String> digest =
        names(found)
            .filter(each -> each.contains("@"))
            .filter(
                each ->
                    ImageReference.of(each)
                        .filter(known -> known.repository().equals(name.repository()))
                        .isPresent())
            .findFirst();
    String[] triggers = found.getConfig() == null ? null : found.getConfig().getOnBuild();
    return new Image(
        digest.orElse(found.getId()), digest.isPresent(), triggers != null && triggers.length > 0);
  }

  /** The tags of a repository. */
  List<String> tags(String repository) {
    return docker.listImagesCmd().withReferenceFilter(repository).exec().stream()
        .filter(image -> image.getRepoTags() != null)
        .flatMap(image -> Arrays.stream(image.getRepoTags()))
        .filter(tag -> ImageName.of(tag).repository().equals(repository))
        .toList();
  }

  /** Whether the name is gone, which it is not while a container has the image. */
  boolean remove(String name) {
    try {
      docker.removeImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }
}
