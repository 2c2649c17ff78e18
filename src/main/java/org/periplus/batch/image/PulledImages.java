package org.periplus.batch.image;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource.Pulled;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.RegistryLogin;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.security.EgressRules;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.credential.UsableCredentials.Usable;

/**
 * Images that packages name: those that the engine has, and those that a registry is asked for,
 * with the credentials of the user or the tenant. What their own credentials have opened gets a
 * name that is theirs. Safe for use by several threads.
 */
public final class PulledImages {

  private static final System.Logger LOG = System.getLogger(PulledImages.class.getName());

  private final ContainerEngine engine;
  private final ImagesConfiguration images;
  private final TenantKeys tenants;
  private final EgressRules egress;
  private final Function<CredentialOwner, UsableCredentials> credentials;
  private final InstantSource clock;

  /** When the registry was last asked for an image; for those whose meaning changes. */
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();

  /**
   * @param egress what this server may ask
   * @param credentials the named secrets that count for somebody
   */
  public PulledImages(
      ContainerEngine engine,
      ImagesConfiguration images,
      TenantKeys tenants,
      EgressRules egress,
      Function<CredentialOwner, UsableCredentials> credentials) {
    this(engine, images, tenants, egress, credentials, InstantSource.system());
  }

  PulledImages(
      ContainerEngine engine,
      ImagesConfiguration images,
      TenantKeys tenants,
      EgressRules egress,
      Function<CredentialOwner, UsableCredentials> credentials,
      InstantSource clock) {
    this.engine = engine;
    this.images = images;
    this.tenants = tenants;
    this.egress = egress;
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * The image, which the engine then has.
   *
   * @param user for whom; what the tenant has counts for all who run its packages
   * @param field what of the package names it
   * @throws PlanException when the tenant's packages may not name it
   * @throws ImageUnavailableException when it is not there, and its registry does not give it or is
   *     not asked
   */
  Image ensure(CredentialOwner user, String field, String name)
      throws ContainerException, InterruptedException {
    ImageReference reference =
        ImageReference.of(name)
            .orElseThrow(() -> new PlanException(field, "'" + name + "' names no image"));
    ImagesConfiguration configuration = images.of(user.tenant(), tenants);
    ImageRule rule = new ImageRule(configuration, egress.of(user.tenant()));
    Optional<String> refusal = rule.refusal(reference);
    if (refusal.isPresent()) {
      throw new PlanException(field, "'" + name + "' " + refusal.get());
    }
    Optional<Image> ofAll = engine.image(reference);
    if (ofAll.isPresent() && !isOld(reference, ofAll.get(), reference)) {
      return ofAll.get(); // what each run of a tool comes to: nobody's credentials are looked up
    }
    Pulled source = source(user, configuration, reference, name, ofAll.isPresent());
    if (ofAll.isPresent()) {
      return again(rule, reference, source, ofAll.get());
    }
    ImageReference kept = ImageReference.of(source.name()).orElseThrow();
    Optional<Image> own = source.keptAs().isPresent() ? engine.image(kept) : Optional.empty();
    if (own.isPresent()) {
      return isOld(reference, own.get(), kept)
          ? again(rule, reference, source, own.get())
          : own.get();
    }
    Optional<String> reason = rule.reasonNotToAsk(reference);
    if (reason.isPresent()) {
      throw new ImageUnavailableException(
          source, "the registry " + reference.registry() + " is not asked: " + reason.get(), null);
    }
    asked.put(kept.full(), clock.instant());
    engine.ensureImage(source);
    return engine
        .image(kept)
        .orElseThrow(() -> new ImageUnavailableException(source, "it was removed again", null));
  }

  private Pulled source(
      CredentialOwner user,
      ImagesConfiguration configuration,
      ImageReference reference,
      String name,
      boolean ofAll) {
    Optional<Path> file = configuration.credentials();
    Optional<Usable> named = credentials.apply(user).registry(reference.registry());
    Optional<RegistryLogin> login =
        named
            .map(one -> new RegistryLogin(reference.registry(), one.user(), one.password()))
            .or(() -> file.flatMap(path -> RegistryLogins.find(path, reference)));
    boolean isTheirs =
        named.isPresent() || ImagesConfiguration.hasOwnCredentials(user.tenant(), tenants);
    boolean own = !ofAll && login.isPresent() && isTheirs;
    CredentialOwner whose = named.map(Usable::owner).orElse(CredentialOwner.tenant(user.tenant()));
    return new Pulled(
        name,
        login,
        own ? Optional.of(OwnImages.pulled(whose, reference)) : Optional.empty(),
        false);
  }

  /**
   * Whether its registry is to be asked whether it has a newer one. Only one thread hears of it;
   * the others go on with what is there. An image that came from no registry is what it is.
   */
  private boolean isOld(ImageReference reference, Image image, ImageReference kept) {
    boolean changes =
        reference.isLatest() && (image.fromRegistry() || !kept.full().equals(reference.full()));
    if (!changes) {
      return false;
    }
    Instant now = clock.instant();
    Instant before = now.minus(images.maxAge());
    boolean[] old = {false};
    asked.compute(
        kept.full(),
        (any, last) -> {
          old[0] = last == null || last.isBefore(before);
          return old[0] ? now : last;
        });
    return old[0];
  }

  private Image again(ImageRule rule, ImageReference reference, Pulled source, Image known)
      throws ContainerException, InterruptedException {
    if (rule.reasonNotToAsk(reference).isPresent()) {
      return known;
    }
    try {
      engine.ensureImage(new Pulled(source.reference(), source.login(), source.keptAs(), true));
      return engine.image(ImageReference.of(source.name()).orElseThrow()).orElse(known);
    } catch (EngineUnavailableException e) {
      throw e;
    } catch (ContainerException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Image {0} is used as it is here; whether there is a newer one is not known: {1}",
          source.reference(),
          e.getMessage());
      return known;
    }
  }
}
