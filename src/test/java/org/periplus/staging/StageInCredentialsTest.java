package org.periplus.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.Credentials;
import org.periplus.security.credential.CredentialsConfiguration;
import org.periplus.security.credential.Purpose;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;
import org.periplus.staging.cache.CacheConfiguration;
import org.periplus.staging.cache.FetchCache;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3SourceConfiguration;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;
import software.amazon.awssdk.core.sync.RequestBody;

/** What users fetch with secrets of their own. */
class StageInCredentialsTest {

  private static final CredentialOwner ANN = new CredentialOwner("eo", "https://sso", "ann");
  private static final CredentialOwner BOB = new CredentialOwner("eo", "https://sso", "bob");

  @TempDir private Path folder;

  private final Database database = TestDatabase.H2.open();
  private Credentials credentials;
  private FileServer data;
  private FileServer elsewhere;
  private Optional<FetchCache> cache;

  /** What header each path was asked with; {@code none} without. */
  private final Map<String, String> asked = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws Exception {
    DataDirectory directory = new DataDirectory(folder);
    credentials =
        new Credentials(
            database,
            new SecretSeal(SecretsConfiguration.defaults(), directory),
            CredentialsConfiguration.defaults(),
            TenantKeys.NONE);
    cache =
        FetchCache.in(folder.resolve("cache"), new CacheConfiguration(DataSize.of("1 GiB")), true);
    data = new FileServer();
    elsewhere = new FileServer();
    serve(data, "/scene.tif");
    serve(elsewhere, "/moved.tif");
  }

  @AfterEach
  void stop() {
    data.close();
    elsewhere.close();
    database.close();
  }

  private void serve(FileServer server, String path) {
    server.handle(
        path,
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("X-Key");
          asked.put(path, header == null ? "none" : header);
          FileServer.answer(exchange, 200, "pixels".getBytes(UTF_8));
        });
  }

  private void give(CredentialOwner owner) {
    credentials.put(
        owner, "archive", new Purpose.Header("X-Key", List.of(origin(data))), "hunter22");
  }

  private static String origin(FileServer server) {
    URI url = URI.create(server.url("/"));
    return "http://" + url.getHost() + ":" + url.getPort();
  }

  private void stage(CredentialOwner who, String location) throws StageInException {
    EgressConfiguration egress = EgressConfiguration.defaults().allowing("*", "127.0.0.0/8");
    staged(who, location, EgressRule.of(egress), S3Sources.none());
  }

  private Path staged(CredentialOwner who, String location, EgressRule rule, S3Sources sources)
      throws StageInException {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", location);
    try (StageIn stageIn =
        StageIn.ofServer(
            new StageInSettings().retries(0, Duration.ZERO).build(), rule, sources, cache)) {
      ObjectNode staged =
          stageIn
              .run(new SourceUser("eo", credentials.usableBy(who)), progress -> {})
              .stage(inputs, folder.resolve("job" + System.nanoTime()));
      return Path.of(staged.at("/scene/path").asText());
    }
  }

  @Test
  void goesWithTheirHeaderToTheServerItIsFor() throws Exception {
    give(ANN);

    stage(ANN, data.url("/scene.tif"));

    assertThat(asked).containsEntry("/scene.tif", "hunter22");
  }

  @Test
  void goesWithoutItForOthersWhoGetNoCopyEither() throws Exception {
    give(ANN);
    stage(ANN, data.url("/scene.tif"));

    stage(BOB, data.url("/scene.tif"));

    assertThat(asked).containsEntry("/scene.tif", "none");
  }

  @Test
  void isNotHandedOnByARedirect() throws Exception {
    give(ANN);
    data.redirect("/there", elsewhere.url("/moved.tif"));

    stage(ANN, data.url("/there"));

    assertThat(asked).containsEntry("/moved.tif", "none");
  }

  @Test
  void isNotSentWhereAnotherServerLeads() throws Exception {
    give(ANN);
    elsewhere.redirect("/back", data.url("/scene.tif"));

    stage(ANN, elsewhere.url("/back"));

    assertThat(asked).containsEntry("/scene.tif", "none");
  }

  @Test
  void comesOutOfABucketThatTheServerItselfMayNotRead() throws Exception {
    try (S3Server store = new S3Server(folder.resolve("objects"))) {
      store
          .client()
          .putObject(
              put -> put.bucket(S3Server.BUCKET).key("a.txt"), RequestBody.fromString("pixels"));
      S3Sources sources =
          new S3Sources(
              new S3SourceConfiguration(
                  Optional.empty(),
                  Optional.of(store.url()),
                  "us-east-1",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              TenantKeys.NONE);
      credentials.put(
          ANN,
          "store",
          new Purpose.Buckets(List.of("res*")),
          S3Server.ACCESS_KEY + ":" + S3Server.SECRET_KEY);

      assertThat(stageObject(sources, ANN)).hasContent("pixels");
      assertThatThrownBy(() -> stageObject(sources, BOB))
          .isInstanceOf(StageInException.class)
          .hasMessageContaining("periplus.staging.in.s3.buckets");
      credentials.put(
          BOB, "guessed", new Purpose.Buckets(List.of("*")), S3Server.ACCESS_KEY + ":wrong");
      assertThatThrownBy(() -> stageObject(sources, BOB)).isInstanceOf(StageInException.class);
    }
  }

  /** Whatever the egress rule says: the operator named the endpoint. */
  private Path stageObject(S3Sources sources, CredentialOwner who) throws StageInException {
    return staged(
        who,
        "s3://" + S3Server.BUCKET + "/a.txt",
        EgressRule.of(EgressConfiguration.defaults()),
        sources);
  }
}
