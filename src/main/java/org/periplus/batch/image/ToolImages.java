package org.periplus.batch.image;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.Image;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageSource.BuildLimits;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.staging.fetch.StageInException;

/**
 * Where the image of a tool comes from: {@code DockerRequirement}. An image that is built, imported
 * or loaded gets a name of ours, made of the tenant and what it is made from, whatever {@code
 * dockerImageId} says: no package can give another's image a new meaning, or run it. Safe for use
 * by several threads.
 */
public final class ToolImages {

  private static final String DOCKER = "DockerRequirement.";
  private static final String PULL = DOCKER + "dockerPull";

  private final ContainerEngine engine;
  private final ImageArchives archives;
  private final String defaultImage;
  private final ImagesConfiguration images;
  private final Function<String, BuildLimits> builds;
  private final TenantKeys tenants;
  private final PulledImages pulled;
  private final UnusedImages unused;

  /**
   * @param defaultImage for tools that name none
   * @param builds what the builds of a tenant may use
   */
  public ToolImages(
      ContainerEngine engine,
      ImageArchives archives,
      String defaultImage,
      ImagesConfiguration images,
      Function<String, BuildLimits> builds,
      TenantKeys tenants,
      PulledImages pulled) {
    this.engine = engine;
    this.archives = archives;
    this.defaultImage = defaultImage;
    this.images = images;
    this.builds = builds;
    this.tenants = tenants;
    this.pulled = pulled;
    this.unused = new UnusedImages(engine, images.keptUnused());
  }

  /** The name of the image, for people who read logs. */
  public String name(String tenant, Optional<Requirement.Docker> docker) {
    return docker.map(asked -> name(tenant, asked)).orElse(defaultImage);
  }

  private String name(String tenant, Requirement.Docker docker) {
    return docker
        .pull()
        .or(() -> docker.file().map(text -> OwnImages.name(OwnImages.BUILT, tenant, text)))
        .or(() -> docker.importFrom().map(url -> OwnImages.name(OwnImages.IMPORTED, tenant, url)))
        .or(
            () ->
                docker
                    .load()
                    .map(url -> OwnImages.name(OwnImages.LOADED, tenant, loaded(docker, url))))
        .or(docker::imageId)
        .orElse(defaultImage);
  }

  private static String loaded(Requirement.Docker docker, String url) {
    return url + "\n" + docker.imageId().orElse("");
  }

  /**
   * What a build needs that comes before {@link #use}; empty when there is nothing to build.
   *
   * @throws PlanException when it would come in a way that this server does not go for the tenant
   */
  public Optional<BuildLimits> build(String tenant, Optional<Requirement.Docker> docker)
      throws ContainerException, InterruptedException {
    if (docker.isEmpty() || docker.get().pull().isPresent() || docker.get().file().isEmpty()) {
      return Optional.empty();
    }
    ImageSource.Built source = built(tenant, name(tenant, docker.get()), docker.get().file().get());
    return engine.identity(source).isPresent() ? Optional.empty() : Optional.of(source.limits());
  }

  /**
   * The image, which the engine then has. What was made for the package is kept until the use ends,
   * and for a time after that.
   *
   * @param user who runs the tool
   * @throws PlanException when it would come in a way that this server does not go for the tenant
   * @throws StageInException when an archive cannot be fetched
   */
  public ImageUse use(CredentialOwner user, Optional<Requirement.Docker> docker)
      throws ContainerException, StageInException, InterruptedException {
    if (docker.isEmpty()) {
      return ImageUse.of(engine.ensureImage(defaultImage));
    }
    String tenant = user.tenant();
    Requirement.Docker asked = docker.get();
    if (asked.pull().isPresent()) {
      return ImageUse.of(pulled.ensure(user, PULL, asked.pull().get()).identity());
    }
    String name = name(tenant, asked);
    if (asked.file().isPresent()) {
      ImageSource.Built source = built(tenant, name, asked.file().get());
      return used(name, () -> engine.ensureImage(source));
    }
    ImagesConfiguration allowed = images.of(tenant, tenants);
    if (asked.importFrom().isPresent()) {
      require(allowed.allowImport(), "dockerImport", "allow-import");
      String url = asked.importFrom().get();
      return used(name, () -> archived(tenant, name, url, f -> new ImageSource.Imported(f, name)));
    }
    if (asked.load().isPresent()) {
      require(allowed.allowLoad(), "dockerLoad", "allow-load");
      String url = asked.load().get();
      return used(
          name,
          () -> archived(tenant, name, url, f -> new ImageSource.Loaded(f, name, asked.imageId())));
    }
    return ImageUse.of(pulled.ensure(user, DOCKER + "dockerImageId", name).identity());
  }

  private static void require(boolean allowed, String field, String key) {
    if (!allowed) {
      throw new PlanException(
          DOCKER + field,
          "is switched off on this server (periplus.containers." + key + "); use dockerPull");
    }
  }

  private interface Making {
    String identity() throws ContainerException, StageInException, InterruptedException;
  }

  private ImageUse used(String name, Making making)
      throws ContainerException, StageInException, InterruptedException {
    unused.begin(name);
    boolean made = false;
    try {
      ImageUse use = new ImageUse(making.identity(), () -> unused.end(name));
      made = true;
      return use;
    } finally {
      if (!made) {
        unused.end(name);
      }
    }
  }

  /** How it is built, on bases that the engine then has and that are named by their digests. */
  private ImageSource.Built built(String tenant, String name, String text)
      throws ContainerException, InterruptedException {
    require(images.of(tenant, tenants).allowBuild(), "dockerFile", "allow-build");
    Dockerfile file = Dockerfile.of(text);
    Map<String, String> bases = new HashMap<>();
    for (String base : file.bases()) {
      // What is built on it is the whole tenant's: nobody's own credentials open it.
      Image found =
          pulled.ensure(CredentialOwner.tenant(tenant), DOCKER + "dockerFile (FROM)", base);
      if (found.hasTriggers()) {
        throw new PlanException(
            DOCKER + "dockerFile", "is built on '" + base + "', which adds instructions (ONBUILD)");
      }
      bases.put(base, found.identity());
    }
    return new ImageSource.Built(name, file.on(bases), builds.apply(tenant));
  }

  private interface Kind {
    ImageSource of(Path file);
  }

  private String archived(String tenant, String name, String url, Kind kind)
      throws ContainerException, StageInException, InterruptedException {
    ImageReference reference = ImageReference.of(name).orElseThrow();
    return archives.with(
        tenant,
        name,
        url,
        () -> engine.image(reference).map(Image::identity),
        file -> engine.ensureImage(kind.of(file)));
  }

  /** Sees to it that images go which an earlier server has made and nothing uses. */
  public void sweep() {
    unused.sweep();
  }
}
