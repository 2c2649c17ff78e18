package org.periplus.system;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.arquillian.container.spi.event.container.AfterUnDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Lets the next server start only when the one before it has ended. The adapter for Payara Micro
 * sends the signal and does not wait, so that on a slow machine two servers wanted the same port
 * and the same database.
 */
public final class StoppedServers implements LoadableExtension {

  private static final long SECONDS_TO_END = 60;

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(StoppedServers.class);
  }

  void await(@Observes AfterUnDeploy undeployed)
      throws ExecutionException, InterruptedException, IOException {
    for (ProcessHandle server : ProcessHandle.current().children().toList()) {
      if (server.info().commandLine().orElse("").contains("payara-micro.jar")) {
        await(server);
      }
    }
  }

  /** What keeps a server from ending is shown, and the next server started all the same. */
  private static void await(ProcessHandle server)
      throws ExecutionException, InterruptedException, IOException {
    try {
      server.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      new ProcessBuilder("jcmd", Long.toString(server.pid()), "Thread.print")
          .inheritIO()
          .start()
          .waitFor();
      server.destroyForcibly();
      server.onExit().get();
    }
  }
}
