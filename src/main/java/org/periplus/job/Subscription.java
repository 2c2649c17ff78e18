package org.periplus.job;

import java.net.URI;
import java.util.Map;

/**
 * Who wants to be told about a job: OGC API - Processes Part 1, requirements class "Callback".
 *
 * @param landingPage the URL of the API as the client that subscribed reaches it, for the links in
 *     what is told
 */
public record Subscription(String landingPage, Map<CallbackKind, URI> addresses) {

  public Subscription {
    addresses = Map.copyOf(addresses);
  }
}
