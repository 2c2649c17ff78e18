package org.periplus.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs containers. Safe for use by several threads. */
public interface ContainerEngine extends AutoCloseable {

  /**
   * Makes sure that an image is on the engine's machine, getting it from its source when it is not.
   * Several asks for the same image at the same time get it once.
   *
   * @return the image's identity: a digest that does not change when the name is given to another
   * @throws ImageUnavailableException when it is not there and its source does not give it
   * @throws EngineUnavailableException when the engine does not answer
   */
  String ensureImage(ImageSource source) throws ContainerException, InterruptedException;

  /** {@link #ensureImage(ImageSource)} of an image that a registry has. */
  default String ensureImage(String image) throws ContainerException, InterruptedException {
    return ensureImage(new ImageSource.Pulled(image));
  }

  /**
   * An image that the engine has under a name; nothing is asked anywhere else. What the engine
   * takes for a name and is none, such as the beginning of an image's id, is not found.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  Optional<Image> image(ImageReference name) throws ContainerException, InterruptedException;

  /**
   * The identity of the image that came from this source, if it is there; of one that is built,
   * only if it was built from the same text.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  Optional<String> identity(ImageSource source) throws ContainerException;

  /**
   * The tags that the engine has of a repository, with the repository.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  List<String> images(String repository) throws ContainerException;

  /**
   * Takes a name from an image, and removes the image when that was its last one; one that a
   * container has, or that is gone, is no error.
   *
   * @return whether the name is gone
   * @throws EngineUnavailableException when the engine does not answer
   */
  boolean removeImage(String name) throws ContainerException;

  /**
   * Makes a container, without starting it. An engine that starts what it makes only gives it its
   * id here.
   *
   * @return the container's id
   * @throws EngineUnavailableException when the engine does not answer
   */
  String create(ContainerSpec spec) throws ContainerException, InterruptedException;

  /**
   * Starts a container that {@link #create} made, and returns when its command runs or has ended.
   * Its output goes to the sink from the first byte on, while it runs. An engine that chooses the
   * machine may take as long as none has room, and tells the sink why; {@link #kill} ends that, and
   * then the container has ended as one that was killed.
   *
   * @throws ContainerStartException when the engine cannot start the command
   * @throws ImageUnavailableException when the image does not come to the machine
   * @throws ContainerLostException when the engine has lost it
   * @throws EngineUnavailableException when the engine does not answer
   */
  RunningContainer start(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException, InterruptedException;

  /**
   * Takes up a container that was started before, by this program or by one that is gone. Its
   * output goes to the sink once more from the first byte on, then as it comes.
   *
   * @param spec as it was made from
   * @return empty when the container is gone, was never started, or cannot be taken up
   * @throws EngineUnavailableException when the engine does not answer
   */
  Optional<RunningContainer> attach(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException, InterruptedException;

  /**
   * Ends a container's command at once; one that has ended or is gone is no error.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  void kill(String id) throws ContainerException;

  /**
   * Kills a container, and removes it; one that is gone is no error.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  void remove(String id) throws ContainerException;

  /**
   * The containers that carry all these labels, whether they run or not.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  List<FoundContainer> find(Map<String, String> labels) throws ContainerException;

  /**
   * Kills and removes the containers that carry all these labels.
   *
   * @return how many there were
   * @throws EngineUnavailableException when the engine does not answer
   */
  default int removeAll(Map<String, String> labels) throws ContainerException {
    List<FoundContainer> found = find(labels);
    for (FoundContainer container : found) {
      remove(container.id());
    }
    return found.size();
  }

  /**
   * How many bytes a container has written to its own files, which are none of its mounts.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  long written(String id) throws ContainerException;

  /**
   * What a container uses now; empty when it does not run, or when nobody can tell.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  default Optional<ContainerUsage> usage(String id) throws ContainerException {
    return Optional.empty();
  }

  /**
   * Whether the engine chooses the machine of each container, and lets it wait until one has room:
   * how many processors and how much memory there are is then not for its user to know.
   */
  default boolean schedules() {
    return false;
  }

  /**
   * What the engine says of itself and its machine.
   *
   * @throws EngineUnavailableException when the engine does not answer
   */
  EngineInfo info() throws ContainerException;

  @Override
  void close();
}
