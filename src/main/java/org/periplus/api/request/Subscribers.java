package org.periplus.api.request;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.CallbackKind;
import org.periplus.job.Subscription;
import org.periplus.security.CurrentTenant;
import org.periplus.security.Egress;
import org.periplus.security.EgressException;

/**
 * The member {@code subscriber} of execute requests: Part 1, {@code /req/callback/job-callback}.
 */
@Dependent
public class Subscribers {

  private static final int LONGEST = 4000;

  private final Egress egress;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  Subscribers(Egress egress, CurrentTenant tenant, Links links) {
    this.egress = egress;
    this.tenant = tenant;
    this.links = links;
  }

  /**
   * The subscription in a request.
   *
   * @throws RequestRefusedException if it is not what the schema says, or if an address may not be
   *     asked by this server
   */
  public Optional<Subscription> of(ObjectNode request) {
    JsonNode subscriber = request.path("subscriber");
    if (subscriber.isMissingNode() || subscriber.isNull()) {
      return Optional.empty();
    }
    if (!subscriber.isObject()) {
      throw refused("The member 'subscriber' must be an object with addresses for callbacks.");
    }
    Map<CallbackKind, URI> addresses = new EnumMap<>(CallbackKind.class);
    for (CallbackKind kind : CallbackKind.values()) {
      if (subscriber.has(kind.member())) {
        addresses.put(kind, address(kind, subscriber.get(kind.member())));
      }
    }
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Subscription(links.landingPage().replaceFirst("/$", ""), addresses));
  }

  private URI address(CallbackKind kind, JsonNode written) {
    String text = written.asText();
    if (!written.isTextual() || text.length() > LONGEST) {
      throw refused(
          "The member '" + kind.member() + "' of 'subscriber' must be an http or https URL.");
    }
    try {
      URI uri = new URI(text);
      egress.of(tenant.name()).check(uri);
      return uri;
    } catch (URISyntaxException e) {
      throw refused(
          "The member '" + kind.member() + "' of 'subscriber' is no URL: " + e.getReason() + ".");
    } catch (EgressException e) {
      throw refused(
          "The member '"
              + kind.member()
              + "' of 'subscriber' cannot be called back: "
              + e.getMessage());
    }
  }

  private static RequestRefusedException refused(String detail) {
    return new RequestRefusedException(Problem.plain(BAD_REQUEST, detail));
  }
}
