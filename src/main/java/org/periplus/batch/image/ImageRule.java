package org.periplus.batch.image;

import java.net.UnknownHostException;
import java.util.Optional;
import org.periplus.configuration.Entries;
import org.periplus.container.ImageReference;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressException;
import org.periplus.security.EgressRule;

/**
 * Which images a tenant's packages may name, and which registries are asked for them. An image that
 * the engine has may be run under any name that the lists let through; the address of its registry
 * counts only when that would be asked. Immutable.
 */
final class ImageRule {

  private static final EgressRule PUBLIC = EgressRule.of(EgressConfiguration.defaults());
  private static final String DOCKER_HUB_HOST = "registry-1.docker.io";

  /** Without a port it stands for this machine and never for a registry. */
  private static final String LOCAL = "localhost";

  private final ImageList allow;
  private final ImageList deny;
  private final EgressRule egress;

  /**
   * @param egress what this server may ask; registries that the configuration names need not be in
   *     it, since the engine asks them
   */
  ImageRule(ImagesConfiguration configuration, EgressRule egress) {
    this.allow = new ImageList(Entries.of(configuration.allow()).toList());
    this.deny = new ImageList(configuration.deny().stream().flatMap(Entries::of).toList());
    this.egress = egress;
  }

  /** Why a package may not name the image; empty when it may. */
  Optional<String> refusal(ImageReference image) {
    if (OwnImages.isOne(image)) {
      return Optional.of("is a name that this server gives to images of its own");
    }
    if (deny.holds(image)) {
      return Optional.of(
          "is an image that this server does not run (periplus.containers.images.deny)");
    }
    return allow.holds(image)
        ? Optional.empty()
        : Optional.of(
            "is not among the images that this server runs (periplus.containers.images.allow)");
  }

  /** Why the registry of the image is not asked for it; empty when it may be. */
  Optional<String> reasonNotToAsk(ImageReference image) {
    if (image.registry().equals(LOCAL)) {
      return Optional.of("localhost is no registry.");
    }
    if (allow.names(image)) {
      return Optional.empty();
    }
    boolean hub = image.registry().equals(ImageReference.DOCKER_HUB);
    String host = hub ? DOCKER_HUB_HOST : image.host();
    try {
      var unused = egress.addresses(host);
      unused = PUBLIC.addresses(host);
      return Optional.empty();
    } catch (UnknownHostException e) {
      // The engine may have a way to it that this server has not.
      return hub ? Optional.empty() : Optional.of("there is no such host.");
    } catch (EgressException e) {
      return Optional.of(
          "its address is not a public one, and periplus.containers.images.allow does not name it,"
              + " or the rule of egress refuses it.");
    }
  }
}
