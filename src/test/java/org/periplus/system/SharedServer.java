package org.periplus.system;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.ContainerControlEvent;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * One server for all classes of system tests: it is started for the first of them and stopped after
 * the last. A class that has a {@link Deployment} gets a server of its own.
 */
public final class SharedServer implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeploymentScenarioGenerator.class, SharedDeployment.class);
    builder.observer(Lifetime.class);
  }

  /** The WAR as the build packaged it. */
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/periplus.war"));
  }

  /** What is deployed for a class that says nothing about it. */
  public static final class SharedDeployment implements DeploymentScenarioGenerator {

    private static final String NAME = "shared";

    static boolean isWantedBy(DeploymentScenario scenario) {
      return scenario.deployments().stream()
          .anyMatch(each -> each.getDescription().getName().equals(NAME));
    }

    @Override
    public List<DeploymentDescription> generate(TestClass test) {
      return test.getMethods(Deployment.class).length > 0
          ? List.of()
          : List.of(new DeploymentDescription(NAME, war()).shouldBeTestable(false));
    }
  }

  /** Keeps the server from class to class. Arquillian makes it, and asks it in one thread. */
  public static final class Lifetime {

    @Inject private Instance<DeploymentScenario> scenario;
    @Inject private Event<ContainerControlEvent> commands;
    private Optional<DeployDeployment> running = Optional.empty();

    void begin(@Observes EventContext<DeployManagedDeployments> beginning) {
      if (SharedDeployment.isWantedBy(scenario.get())) {
        if (running.isEmpty()) {
          beginning.proceed();
        }
      } else {
        stop();
        beginning.proceed();
      }
    }

    /** A server that did not come up in time may still do so, and has to be stopped, too. */
    void note(@Observes EventContext<DeployDeployment> deploying) {
      if (SharedDeployment.isWantedBy(scenario.get())) {
        running = Optional.of(deploying.getEvent());
      }
      boolean up = false;
      try {
        deploying.proceed();
        up = true;
      } finally {
        if (!up) {
          stop();
        }
      }
    }

    void end(@Observes EventContext<UnDeployManagedDeployments> ending) {
      if (!SharedDeployment.isWantedBy(scenario.get())) {
        ending.proceed();
      }
    }

    void endAll(@Observes(precedence = 1) AfterSuite end) {
      stop();
    }

    private void stop() {
      running.ifPresent(
          server ->
              commands.fire(new UnDeployDeployment(server.getContainer(), server.getDeployment())));
      running = Optional.empty();
    }
  }
}
