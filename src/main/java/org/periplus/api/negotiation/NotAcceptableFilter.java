package org.periplus.api.negotiation;

import static jakarta.ws.rs.core.Response.Status.NOT_ACCEPTABLE;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;

/** Refuses a request for a media type that its resource does not have, and says which it has. */
@Provider
@ApplicationScoped
public class NotAcceptableFilter implements ContainerRequestFilter {

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    List<MediaType> served =
        ServedTypes.of(resource.getResourceMethod()).stream().map(MediaType::valueOf).toList();
    if (served.isEmpty()) {
      return;
    }
    if (!(request.getProperty(FormatFilter.ACCEPTABLE) instanceof List<?> acceptable)
        || acceptable.stream()
            .map(MediaType.class::cast)
            .anyMatch(wanted -> served.stream().anyMatch(wanted::isCompatible))) {
      return;
    }
    List<String> names =
        served.stream().map(type -> type.getType() + "/" + type.getSubtype()).toList();
    throw new RequestRefusedException(
        Problem.plain(
                NOT_ACCEPTABLE,
                "This resource is served as "
                    + String.join(" or ", names)
                    + "; ask for that in the header Accept or with the parameter f.")
            .with(names));
  }
}
