package org.periplus.ops;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.URLConnection;
import org.periplus.configuration.Service;

/**
 * Has each reader of an archive's entry open the archive for itself. The JDK otherwise shares one
 * open archive among all that read by address, and Payara closes those when it is ready and when it
 * undeploys an application: whoever reads a class or a text just then fails with "zip file closed",
 * as a job did that was taken up while the server started (docs/decisions/0154). It holds for the
 * whole server, since the JDK knows no smaller place, and is what Tomcat does by default.
 */
@Service
public class UncachedArchives {

  private static final String PROTOCOL = "jar";

  /** Before anything of the application reads one. */
  void beginWithTheApplication(
      @Observes
          @Priority(Interceptor.Priority.PLATFORM_BEFORE)
          @Initialized(ApplicationScoped.class)
          Object event) {
    URLConnection.setDefaultUseCaches(PROTOCOL, false);
  }
}
