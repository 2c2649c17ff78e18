package org.periplus.api.negotiation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.periplus.api.Profile;
import org.periplus.api.job.JobList;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.process.ProcessList;
import org.periplus.api.process.ProcessRepresentation;
import org.periplus.api.result.Results;

/**
 * Links each representation to its profile: Part 1, 2.0, "Profile query parameter" and table
 * "Profile identifiers". There is one profile for each; a client that asks for another one with the
 * parameter {@code profile} gets this one, since {@code /rec/query-param-profile/negotiation} wants
 * no error.
 */
@Provider
@ApplicationScoped
public class ProfileLinks implements ContainerResponseFilter {

  private static final Map<Class<?>, String> PROFILES =
      Map.of(
          ProcessList.class, Profile.PROCESS_LIST,
          ProcessRepresentation.class, Profile.PROCESS_DESCRIPTION,
          JobList.class, Profile.JOB_LIST,
          StatusInfo.class, Profile.JOB_DESCRIPTION,
          Results.class, Profile.RESULTS);

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.hasEntity() && PROFILES.containsKey(response.getEntity().getClass())) {
      String profile = PROFILES.get(response.getEntity().getClass());
      response.getHeaders().add(HttpHeaders.LINK, "<%s>; rel=\"profile\"".formatted(profile));
    }
  }
}
