package org.periplus.batch.tool;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.FoundContainer;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

/**
 * Where tools run.
 *
 * @param containers the container engine
 * @param host this machine itself
 * @param hostTools which tools run on the host
 */
public record ToolEngines(ContainerEngine containers, ContainerEngine host, HostTools hostTools)
    implements AutoCloseable {

  /** Whether a tool with these requirements runs without a container. */
  boolean onHost(Requirements requirements) {
    return switch (hostTools) {
      case NEVER -> false;
      case WITHOUT_IMAGE -> !requirements.has(Requirement.Docker.class);
      case ALWAYS -> true;
    };
  }

  /** What runs a tool with these requirements. */
  ContainerEngine engine(Requirements requirements) {
    return onHost(requirements) ? host : containers;
  }

  /** Wherever tools may run. */
  List<ContainerEngine> all() {
    return List.of(host, containers);
  }

  /** Kills and removes the containers with these labels, but for those with these ids. */
  void removeAllBut(Set<String> ids, Map<String, String> labels) throws ContainerException {
    for (FoundContainer found : containers.find(labels)) {
      if (!ids.contains(found.id())) {
        containers.remove(found.id());
      }
    }
  }

  @Override
  public void close() {
    host.close();
    containers.close();
  }
}
