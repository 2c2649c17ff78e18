package org.periplus.container.host;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerStartException;
import org.periplus.container.EngineInfo;
import org.periplus.container.FoundContainer;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/**
 * Runs commands as processes of this machine, with all that the user of this program may do:
 * nothing keeps a command from the network, from other files or from more memory. The mounts of a
 * spec are symbolic links; its image, user, limits and network are not looked at. For people who
 * run their own tools on their own machine. Safe for use by several threads.
 */
public final class HostEngine implements ContainerEngine {

  private static final String NO_IMAGE = "host";

  private final Map<String, HostCommand> commands = new ConcurrentHashMap<>();

  /** Nothing has to be there. */
  @Override
  public String ensureImage(ImageSource source) {
    return NO_IMAGE;
  }

  @Override
  public Optional<Image> image(ImageReference name) {
    return Optional.of(new Image(NO_IMAGE, false, false));
  }

  @Override
  public Optional<String> identity(ImageSource source) {
    return Optional.of(NO_IMAGE);
  }

  @Override
  public List<String> images(String repository) {
    return List.of();
  }

  @Override
  public boolean removeImage(String name) {
    return true;
  }

  @Override
  public String create(ContainerSpec spec) throws ContainerException {
    try {
      MountLinks.make(spec.mounts());
    } catch (IOException e) {
      throw new ContainerException("The files of the tool could not be linked: " + e, e);
    }
    String id = "host-" + UUID.randomUUID();
    commands.put(id, new HostCommand(spec));
    return id;
  }

  @Override
  public RunningContainer start(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException {
    HostCommand command = commands.get(id);
    if (command == null) {
      throw new IllegalArgumentException("There is no command " + id);
    }
    try {
      command.start(sink);
      return command;
    } catch (IOException e) {
      throw new ContainerStartException(exitCode(e), reason(e), e);
    }
  }

  /** A command's output is not kept, so nothing of it could be given once more. */
  @Override
  public Optional<RunningContainer> attach(String id, ContainerSpec spec, OutputSink sink) {
    return Optional.empty();
  }

  /** As a shell says it: 126 for what cannot be run, 127 for what is not there. */
  private static int exitCode(IOException e) {
    return String.valueOf(e.getMessage()).contains("error=2,") ? 127 : 126;
  }

  private static String reason(IOException e) {
    return e.getMessage().replaceFirst(" \\(in directory .*\\)", "");
  }

  @Override
  public void kill(String id) {
    HostCommand command = commands.get(id);
    if (command != null) {
      command.kill();
    }
  }

  @Override
  public void remove(String id) {
    HostCommand command = commands.remove(id);
    if (command != null) {
      command.kill();
    }
  }

  @Override
  public List<FoundContainer> find(Map<String, String> labels) {
    return commands.entrySet().stream()
        .filter(entry -> carries(entry.getValue(), labels))
        .map(
            entry ->
                new FoundContainer(
                    entry.getKey(), entry.getValue().spec().labels(), entry.getValue().running()))
        .toList();
  }

  private static boolean carries(HostCommand command, Map<String, String> labels) {
    return command.spec().labels().entrySet().containsAll(labels.entrySet());
  }

  /** It has no files of its own: what it writes beside its folders is the machine's. */
  @Override
  public long written(String id) {
    return 0;
  }

  @Override
  public EngineInfo info() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Long.MAX_VALUE;
    return new EngineInfo(
        System.getProperty("os.version"), Runtime.getRuntime().availableProcessors(), memory, true);
  }

  @Override
  public void close() {
    commands.keySet().forEach(this::remove);
  }
}
