package org.periplus.batch.image;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.function.Function;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerEngine;
import org.periplus.security.EgressRules;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.StageIn;

/** What is configured of the images of tools. */
@Dependent
public record Imaging(ImagesConfiguration images, BuildConfiguration builds, TenantKeys tenants) {

  @Inject
  public Imaging {}

  /**
   * For a user's own machine: all that the user's packages say, the network for builds, and any
   * registry.
   */
  public static Imaging ofUser() {
    return new Imaging(
        ImagesConfiguration.ofUser(), BuildConfiguration.defaults().withNetwork(), TenantKeys.NONE);
  }

  /**
   * The images of an engine.
   *
   * @param folder for files that images come from, while they are taken
   * @param defaultImage for tools that name none
   * @param egress what this program may ask
   * @param credentials the named secrets that count for somebody
   * @param open whether tools may reach whatever the engine's default network reaches: a build,
   *     whose commands no proxy can be given, may do so only then
   */
  public ToolImages of(
      ContainerEngine engine,
      StageIn stageIn,
      Path folder,
      String defaultImage,
      EgressRules egress,
      Function<CredentialOwner, UsableCredentials> credentials,
      boolean open) {
    return new ToolImages(
        engine,
        new ImageArchives(stageIn, folder),
        defaultImage,
        images,
        tenant -> builds.limits(tenant, tenants, open),
        tenants,
        new PulledImages(engine, images, tenants, egress, credentials));
  }
}
