package org.periplus.staging.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What published assets say of the storage they lie in, in the words of STAC's storage extension.
 *
 * @param platform the provider
 * @param requesterPays whether readers pay for what they read
 * @param tier the class of storage
 * @param region where the storage is; left out when empty
 * @param endpoint its URL; left out when empty
 */
public record StorageDescription(
    String platform,
    boolean requesterPays,
    String tier,
    Optional<String> region,
    Optional<String> endpoint) {

  /** The server's own storage. */
  public static StorageDescription defaults() {
    return new StorageDescription(
        "periplus", false, "Standard", Optional.empty(), Optional.empty());
  }

  public void describe(ObjectNode asset) {
    asset.put("storage:platform", platform);
    asset.put("storage:requester_pays", requesterPays);
    asset.put("storage:tier", tier);
    region.ifPresent(name -> asset.put("storage:region", name));
    endpoint.ifPresent(url -> asset.put("storage:endpoint", url));
  }
}
