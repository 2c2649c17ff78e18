package org.periplus.batch.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.ContainerException;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.docker.DockerEngine;
import org.periplus.container.docker.DockerSettings;
import org.periplus.container.docker.LocalhostKeys;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.Credentials;
import org.periplus.security.credential.CredentialsConfiguration;
import org.periplus.security.credential.Purpose;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInConfiguration;

@Timeout(120)
class ToolImagesTest {

  private static final String BASE = "debian:stable-slim";

  private final String unique = UUID.randomUUID().toString();
  private final Map<String, Object> keys = new HashMap<>();
  private final List<String> left = new ArrayList<>();
  private Duration maxAge = Duration.ofDays(1);
  private Duration keptUnused = Duration.ofHours(1);
  private Instant now = Instant.now();
  private Function<CredentialOwner, UsableCredentials> named = user -> UsableCredentials.none();

  private static SSLContext certificate;

  @TempDir Path folder;
  private DockerEngine engine;

  @BeforeAll
  static void certify(@TempDir Path folder) throws Exception {
    certificate = LocalhostKeys.in(folder);
  }

  @BeforeEach
  void connect() {
    engine = new DockerEngine(DockerSettings.DEFAULT);
  }

  @AfterEach
  void removeAll() throws Exception {
    for (String name : left) {
      engine.removeImage(name);
    }
    engine.close();
  }

  private ToolImages images(String allow) {
    ImagesConfiguration configuration =
        new ImagesConfiguration(
            allow, Optional.empty(), Optional.empty(), maxAge, keptUnused, false, false, false);
    TenantKeys tenants = GivenTenantKeys.of(keys);
    EgressRule egress = EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8"));
    return new ToolImages(
        engine,
        new ImageArchives(StageIn.ofUser(StageInConfiguration.defaults()), folder),
        BASE,
        configuration,
        tenant -> BuildConfiguration.defaults().limits(tenant, TenantKeys.NONE, false),
        tenants,
        new PulledImages(
            engine, configuration, tenants, egress, user -> named.apply(user), () -> now));
  }

  private static Optional<Requirement.Docker> docker(
      String pull, String load, String file, String importFrom, String imageId) {
    return Optional.of(
        new Requirement.Docker(
            Optional.ofNullable(pull),
            Optional.ofNullable(load),
            Optional.ofNullable(file),
            Optional.ofNullable(importFrom),
            Optional.ofNullable(imageId),
            Optional.empty()));
  }

  private static Optional<Requirement.Docker> pull(String name) {
    return docker(name, null, null, null, null);
  }

  private static Optional<Requirement.Docker> file(String text) {
    return docker(null, null, text, null, null);
  }

  private boolean has(String name) throws ContainerException, InterruptedException {
    return engine.image(ImageReference.of(name).orElseThrow()).isPresent();
  }

  private void allow(String tenant, String key) {
    keys.put("periplus.tenants." + tenant + ".containers." + key, true);
  }

  private void credentials(String tenant, Registry registry) throws Exception {
    String auth =
        Base64.getEncoder()
            .encodeToString((Registry.USER + ":" + Registry.PASSWORD).getBytes(UTF_8));
    Path file =
        Files.writeString(
            folder.resolve(tenant + ".json"),
            "{\"auths\": {\"http://%s/v2/\": {\"auth\": \"%s\"}}}"
                .formatted(registry.name(), auth));
    keys.put("periplus.tenants." + tenant + ".containers.images.credentials", file);
  }

  @Test
  void aToolWithoutAnImageGetsTheDefaultOne() throws Exception {
    assertThat(images("*").name("acme", Optional.empty())).isEqualTo(BASE);
    try (ImageUse use = images("ghcr.io/*").use(CredentialOwner.tenant("acme"), Optional.empty())) {
      assertThat(use.identity()).isEqualTo(engine.ensureImage(BASE));
    }
  }

  @Test
  void whatIsPulledComesFirstAndAnIdAloneIsAName() {
    ToolImages images = images("*");

    assertThat(images.name("acme", docker("a", null, "FROM b", null, "c"))).isEqualTo("a");
    assertThat(images.name("acme", docker(null, null, null, null, "c"))).isEqualTo("c");
  }

  @Test
  void whatIsMadeForAPackageCannotTakeTheNameOfAnotherImageOrTenant() {
    ToolImages images = images("*");

    for (Optional<Requirement.Docker> made :
        List.of(
            docker(null, null, "FROM b", null, BASE),
            docker(null, null, null, "https://example.org/tree.tar", BASE),
            docker(null, "https://example.org/image.tar", null, null, BASE))) {
      assertThat(images.name("acme", made))
          .startsWith("periplus-")
          .isNotEqualTo(images.name("other", made));
    }
  }

  @Test
  void nothingIsBuiltImportedOrLoadedUnlessTheTenantMay() throws Exception {
    ToolImages images = images("*");
    Map<String, Optional<Requirement.Docker>> made =
        Map.of(
            "allow-build", file("FROM " + BASE + "\nRUN false"),
            "allow-import", docker(null, null, null, folder.resolve("x").toString(), null),
            "allow-load", docker(null, folder.resolve("x").toString(), null, null, null));

    made.forEach(
        (key, docker) -> {
          allow("acme", key);
          assertThatThrownBy(() -> images.use(CredentialOwner.tenant("other"), docker))
              .isInstanceOf(PlanException.class)
              .hasMessageContaining("periplus.containers." + key);
          assertThatThrownBy(() -> images.use(CredentialOwner.tenant("acme"), docker))
              .isNotInstanceOf(PlanException.class);
          left.add(images.name("acme", docker));
        });
  }

  @Test
  void aRegistryOfThisMachineIsNotAskedUnlessItIsListed() throws Exception {
    try (Registry registry = new Registry(certificate, false)) {
      registry.has(unique);
      String name = registry.name() + "/secrets:1";
      left.add(name);

      assertThatThrownBy(() -> images("*").use(CredentialOwner.tenant("acme"), pull(name)))
          .isInstanceOf(ImageUnavailableException.class)
          .hasMessageContaining("periplus.containers.images.allow");
      assertThat(registry.requests()).isEmpty();

      images("*, " + registry.name() + "/*")
          .use(CredentialOwner.tenant("acme"), pull(name))
          .close();
      assertThat(has(name)).isTrue();
      assertThat(images("*").use(CredentialOwner.tenant("acme"), pull(name)).identity())
          .startsWith(registry.name());
    }
  }

  @Test
  void aNameThatTheListLeavesOutIsNotRunThoughTheEngineHasTheImage() {
    assertThatThrownBy(
            () -> images("ghcr.io/acme/*").use(CredentialOwner.tenant("acme"), pull(BASE)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(BASE);
  }

  @Test
  void whatAUsersCredentialsHaveOpenedIsNotAnothersOfTheTenant() throws Exception {
    CredentialOwner ann = new CredentialOwner("acme", "https://sso", "ann");
    try (Registry registry = new Registry(certificate, true);
        Database database = TestDatabase.H2.open()) {
      Credentials credentials =
          new Credentials(
              database,
              new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
              CredentialsConfiguration.defaults(),
              TenantKeys.NONE);
      credentials.put(
          ann,
          "registry",
          new Purpose.Registry(registry.name()),
          Registry.USER + ":" + Registry.PASSWORD);
      named = credentials::usableBy;
      registry.has(unique);
      String name = registry.name() + "/private:1";
      ToolImages images = images("*, " + registry.name() + "/*");

      String identity = images.use(ann, pull(name)).identity();
      left.add(OwnImages.pulled(ann, ImageReference.of(name).orElseThrow()));

      assertThat(has(name)).isFalse();
      for (CredentialOwner other :
          List.of(
              new CredentialOwner("acme", "https://sso", "bob"), CredentialOwner.tenant("acme"))) {
        assertThatThrownBy(() -> images.use(other, pull(name)))
            .isInstanceOf(ImageUnavailableException.class);
      }
      int asked = registry.requests().size();
      assertThat(images.use(ann, pull(name)).identity()).isEqualTo(identity);
      assertThat(registry.requests()).hasSize(asked);
    }
  }

  @Test
  void whatATenantsCredentialsHaveOpenedIsNotAnothers() throws Exception {
    try (Registry registry = new Registry(certificate, true)) {
      registry.has(unique);
      String name = registry.name() + "/private:1";
      ToolImages images = images("*, " + registry.name() + "/*");
      credentials("acme", registry);

      ImageUse use = images.use(CredentialOwner.tenant("acme"), pull(name));
      left.add(OwnImages.name(OwnImages.PULLED, "acme", name));

      assertThat(has(name)).isFalse();
      assertThatThrownBy(() -> images.use(CredentialOwner.tenant("other"), pull(name)))
          .isInstanceOf(ImageUnavailableException.class);
      assertThatThrownBy(
              () ->
                  images.use(
                      CredentialOwner.tenant("other"),
                      pull(use.identity().replace("sha256:", "").substring(0, 12))))
          .isInstanceOf(ImageUnavailableException.class);
      int asked = registry.requests().size();
      assertThat(images.use(CredentialOwner.tenant("acme"), pull(name)).identity())
          .isEqualTo(use.identity());
      assertThat(registry.requests()).hasSize(asked);
    }
  }

  @Test
  void aBuiltImageIsItsTenantsAlone() throws Exception {
    allow("acme", "allow-build");
    allow("other", "allow-build");
    ToolImages images = images("*");
    Optional<Requirement.Docker> docker =
        file("FROM " + BASE + "\nRUN echo " + unique + " > /mine");
    String name = images.name("acme", docker);
    left.add(name);

    assertThat(images.build("acme", docker)).isPresent();
    try (ImageUse use = images.use(CredentialOwner.tenant("acme"), docker)) {
      assertThat(images.build("acme", docker)).isEmpty();
      assertThat(images.build("other", docker)).isPresent();
      assertThatThrownBy(() -> images.use(CredentialOwner.tenant("other"), pull(name)))
          .isInstanceOf(PlanException.class);
      assertThatThrownBy(() -> images.use(CredentialOwner.tenant("other"), file("FROM " + name)))
          .isInstanceOf(PlanException.class);
      assertThatThrownBy(
              () -> images.use(CredentialOwner.tenant("other"), file("FROM " + use.identity())))
          .isInstanceOf(ImageUnavailableException.class);
    }
  }

  @Test
  void aBaseThatAddsInstructionsIsRefused() throws Exception {
    allow("acme", "allow-build");
    String trap = "periplus-test/" + unique + ":1";
    left.add(trap);
    engine.ensureImage(
        new ImageSource.Built(
            trap,
            "FROM " + BASE + "\nONBUILD ADD http://127.0.0.1:1/ /x",
            ImageSource.BuildLimits.DEFAULT));

    assertThatThrownBy(() -> images("*").use(CredentialOwner.tenant("acme"), file("FROM " + trap)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("ONBUILD");
  }

  @Test
  void whatIsMadeForAPackageGoesWhenNothingUsesIt() throws Exception {
    keptUnused = Duration.ofMillis(100);
    allow("acme", "allow-build");
    ToolImages images = images("*");
    Optional<Requirement.Docker> docker =
        file("FROM " + BASE + "\nRUN echo " + unique + " > /mine");
    String name = images.name("acme", docker);
    left.add(name);

    ImageUse first = images.use(CredentialOwner.tenant("acme"), docker);
    images.use(CredentialOwner.tenant("acme"), docker).close();
    assertThat(has(name)).isTrue();
    first.close();

    await(() -> !present(name));
  }

  @Test
  void whatAnEarlierServerHasLeftGoesToo() throws Exception {
    keptUnused = Duration.ofMillis(100);
    String name = OwnImages.name(OwnImages.BUILT, "acme", unique);
    left.add(name);
    engine.ensureImage(
        new ImageSource.Built(name, "FROM " + BASE, ImageSource.BuildLimits.DEFAULT));

    images("*").sweep();

    await(() -> !present(name));
  }

  private boolean present(String name) {
    try {
      return has(name);
    } catch (ContainerException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited in vain").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void theLatestIsLookedUpAgainWhenItIsOld() throws Exception {
    try (Registry registry = new Registry(certificate, false)) {
      registry.has("one " + unique);
      String name = registry.name() + "/changing";
      left.add(name);
      ToolImages images = images(registry.name() + "/*");
      String first = images.use(CredentialOwner.tenant("acme"), pull(name)).identity();
      registry.has("two " + unique);

      assertThat(images.use(CredentialOwner.tenant("acme"), pull(name)).identity())
          .isEqualTo(first);

      now = now.plus(maxAge).plusSeconds(1);
      String second = images.use(CredentialOwner.tenant("acme"), pull(name)).identity();
      assertThat(second).isNotEqualTo(first).startsWith(registry.name() + "/changing@sha256:");

      now = now.plus(maxAge).plusSeconds(1);
      registry.close();
      assertThat(images.use(CredentialOwner.tenant("acme"), pull(name)).identity())
          .isEqualTo(second);
    }
  }

  @Test
  void anImageWithATagOfItsOwnIsNotLookedUpAgain() throws Exception {
    try (Registry registry = new Registry(certificate, false)) {
      registry.has(unique);
      String name = registry.name() + "/fixed:1";
      left.add(name);
      ToolImages images = images(registry.name() + "/*");
      var first = images.use(CredentialOwner.tenant("acme"), pull(name));
      int asked = registry.requests().size();

      now = now.plus(maxAge).plusSeconds(1);
      assertThat(images.use(CredentialOwner.tenant("acme"), pull(name)).identity())
          .isEqualTo(first.identity());
      assertThat(registry.requests()).hasSize(asked);
    }
  }
}
