package org.periplus.api.kept;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.periplus.process.CatalogueVersion;

/** Lets answers about the processes be kept until a process changes. */
@Provider
@Kept
@ApplicationScoped
public class KeptFilter implements ContainerRequestFilter {

  private final KeepableAnswers keepable;
  private final CatalogueVersion processes;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public KeptFilter() {
    this(null, null);
  }

  @Inject
  public KeptFilter(KeepableAnswers keepable, CatalogueVersion processes) {
    this.keepable = keepable;
    this.processes = processes;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (keepable.include(request)) {
      keepable.note(request, processes.now(), processes::now);
    }
  }
}
