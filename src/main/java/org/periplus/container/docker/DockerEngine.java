package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork.ByProxy;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerStartException;
import org.periplus.container.ContainerUsage;
import org.periplus.container.EngineInfo;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.FoundContainer;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/**
 * Docker Engine. It connects when it is first used, so that a server starts without it. Safe for
 * use by several threads.
 */
public final class DockerEngine implements ContainerEngine {

  private static final String NOT_STARTED = "The container could not be started";

  private final DockerClient docker;
  private final EngineAddress address;
  private final DockerImages images;
  private final NetworkRelay relays;
  private final ContainerStats stats;

  public DockerEngine(DockerSettings settings) {
    DefaultDockerClientConfig.Builder builder =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    settings.host().ifPresent(builder::withDockerHost);
    DefaultDockerClientConfig config = builder.build();
    address = EngineAddress.of(config, settings.connectTimeout());
    DockerHttpClient client =
        new UnpooledHttpClient(
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(settings.connections())
                .connectionTimeout(settings.connectTimeout())
                .build());
    docker = DockerClientImpl.getInstance(config, client);
    images = new DockerImages(docker, client, settings.pullTimeout());
    relays = new NetworkRelay(docker);
    stats = new ContainerStats(client);
  }

  @Override
  public String ensureImage(ImageSource source) throws ContainerException, InterruptedException {
    try {
      return images.ensure(source);
    } catch (RuntimeException e) {
      throw failed("Image " + source.name() + " could not be looked up", e);
    }
  }

  @Override
  public Optional<Image> image(ImageReference name)
      throws ContainerException, InterruptedException {
    try {
      return images.find(name);
    } catch (RuntimeException e) {
      throw failed("Image " + name.full() + " could not be looked up", e);
    }
  }

  @Override
  public Optional<String> identity(ImageSource source) throws ContainerException {
    try {
      return images.identity(source);
    } catch (RuntimeException e) {
      throw failed("Image " + source.name() + " could not be looked up", e);
    }
  }

  @Override
  public List<String> images(String repository) throws ContainerException {
    try {
      return images.tags(repository);
    } catch (RuntimeException e) {
      throw failed("The images could not be listed", e);
    }
  }

  @Override
  public boolean removeImage(String name) throws ContainerException {
    try {
      return images.remove(name);
    } catch (RuntimeException e) {
      throw failed("Image " + name + " could not be removed", e);
    }
  }

  @Override
  public String create(ContainerSpec spec) throws ContainerException, InterruptedException {
    Optional<String> relay =
        spec.network() instanceof ByProxy network
            ? Optional.of(relay(network, spec.labels()))
            : Optional.empty();
    try (CreateContainerCmd command = docker.createContainerCmd(spec.image())) {
      return ContainerCommand.fill(command, spec, relay).exec().getId();
    } catch (RuntimeException e) {
      if (relay.isPresent()) {
        remove(relay.get());
      }
      throw failed("The container could not be made", e);
    }
  }

  private String relay(ByProxy network, Map<String, String> labels)
      throws ContainerException, InterruptedException {
    ensureImage(network.image());
    try {
      return relays.start(network, labels);
    } catch (RuntimeException e) {
      throw failed("The relay to the proxy could not be started", e);
    }
  }

  @Override
  public RunningContainer start(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException, InterruptedException {
    try {
      DockerContainer container = DockerContainer.attached(docker, id, spec.stdin(), sink, this);
      try {
        docker.startContainerCmd(id).exec();
      } catch (RuntimeException e) {
        container.notStarted();
        throw e instanceof DockerException refused ? notStarted(refused) : failed(NOT_STARTED, e);
      }
      container.started();
      return container;
    } catch (RuntimeException | IOException e) {
      throw failed(NOT_STARTED, e);
    }
  }

  @Override
  public Optional<RunningContainer> attach(String id, ContainerSpec spec, OutputSink sink)
      throws ContainerException {
    try {
      return DockerContainer.takenUp(docker, id, spec, sink, this);
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw failed("Container " + id + " could not be taken up", e);
    }
  }

  private static ContainerStartException notStarted(DockerException e) {
    String reason = reason(e);
    boolean notFound =
        reason.contains("executable file not found") || reason.contains("no such file");
    return new ContainerStartException(notFound ? 127 : 126, reason, e);
  }

  @Override
  public void kill(String id) throws ContainerException {
    try {
      docker.killContainerCmd(id).exec();
    } catch (DockerException e) {
      // 404 and 409: it has ended or is gone, as was wanted.
      if (e.getHttpStatus() != 404 && e.getHttpStatus() != 409) {
        throw failed("Container " + id + " could not be killed", e);
      }
    } catch (RuntimeException e) {
      throw failed("Container " + id + " could not be killed", e);
    }
  }

  @Override
  public void remove(String id) throws ContainerException {
    try {
      Optional<String> relay = relays.of(id);
      removeAlone(id);
      relay.ifPresent(this::removeAlone);
    } catch (RuntimeException e) {
      throw failed("Container " + id + " could not be removed", e);
    }
  }

  private void removeAlone(String id) {
    try {
      docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      // 404 and 409: it is gone, as was wanted, or another call removes it.
      if (e.getHttpStatus() != 404 && e.getHttpStatus() != 409) {
        throw e;
      }
    }
  }

  @Override
  public List<FoundContainer> find(Map<String, String> labels) throws ContainerException {
    try {
      List<Container> all =
          docker.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
      return NetworkRelay.withoutParts(all).stream().map(DockerEngine::found).toList();
    } catch (RuntimeException e) {
      throw failed("The containers could not be listed", e);
    }
  }

  private static FoundContainer found(Container container) {
    return new FoundContainer(
        container.getId(),
        Map.copyOf(container.getLabels()),
        "running".equals(container.getState()));
  }

  @Override
  public long written(String id) throws ContainerException {
    try {
      Long bytes = docker.inspectContainerCmd(id).withSize(true).exec().getSizeRw();
      return bytes == null ? 0 : bytes;
    } catch (RuntimeException e) {
      throw failed("Container " + id + " could not be measured", e);
    }
  }

  @Override
  public Optional<ContainerUsage> usage(String id) throws ContainerException {
    try {
      return stats.of(id);
    } catch (RuntimeException e) {
      throw failed("Container " + id + " could not be measured", e);
    }
  }

  @Override
  public EngineInfo info() throws ContainerException {
    try {
      Info info = docker.infoCmd().exec();
      return new EngineInfo(
          info.getServerVersion(),
          info.getNCPU(),
          info.getMemTotal(),
          Boolean.TRUE.equals(info.getRawValues().get("LiveRestoreEnabled")));
    } catch (RuntimeException e) {
      throw failed("The engine could not be asked", e);
    }
  }

  EngineAddress address() {
    return address;
  }

  /** What a failed call means: the engine said no, or it does not answer. */
  ContainerException failed(String what, Exception e) {
    if (e instanceof DockerException refused) {
      return new ContainerException(what + ": " + reason(refused), refused);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return new EngineUnavailableException(address.toString(), cause);
      }
    }
    return new ContainerException(what + ": " + e, e);
  }

  /** The engine's own sentence, without the wrapping of the protocol. */
  static String reason(DockerException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int start = message.indexOf("{\"message\":\"");
    int end = message.lastIndexOf("\"}");
    return start >= 0 && end > start
        ? message.substring(start + 12, end).replace("\\\"", "\"").replace("\\n", " ").strip()
        : message;
  }

  @Override
  public void close() {
    try {
      docker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
