package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.cache.CacheConfiguration;
import org.periplus.staging.cache.FetchCache;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3SourceConfiguration;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;
import software.amazon.awssdk.core.sync.RequestBody;

class StageInS3Test {

  @TempDir static Path objects;
  private static S3Server server;
  private static final byte[] PIXELS = new byte[3_000_000];

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3Server(objects);
    new Random(1).nextBytes(PIXELS);
    server
        .client()
        .putObject(
            put -> put.bucket(S3Server.BUCKET).key("scenes/a b+c.tif"),
            RequestBody.fromBytes(PIXELS));
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void fetchesAnObject() throws Exception {
    Path file = stage(sources("results", S3Server.SECRET_KEY), "t", "scenes/a%20b+c.tif");

    assertThat(file).hasFileName("a b+c.tif").hasBinaryContent(PIXELS);
  }

  @Test
  void fetchesTheAssetsOfAnItemThatLieInABucket() throws Exception {
    server
        .client()
        .putObject(
            put -> put.bucket(S3Server.BUCKET).key("scenes/item.json"),
            RequestBody.fromString(
                ("{'type': 'Feature', 'id': 'i', 'properties': {}, 'assets': {'a': {'href':"
                        + " 'a b+c.tif'}, 'b': {'href': 's3://elsewhere/x.tif'}}}")
                    .replace('\'', '"')));
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs
        .putObject("scene")
        .put("class", "Directory")
        .put("location", "s3://results/scenes/item.json");

    stageIn(sources("res*", S3Server.SECRET_KEY), Optional.empty())
        .run(new SourceUser("t", UsableCredentials.none()), progress -> {})
        .stage(inputs, folder);

    Path item = folder.resolve("scene/1/i/i");
    assertThat(item.resolve("a b+c.tif")).hasBinaryContent(PIXELS);
    assertThat(item.resolve("i.json")).content().contains("s3://elsewhere/x.tif");
  }

  @Test
  void makesAFolderOfAllObjectsBelowAPrefix() throws Exception {
    put("tiles/a/1 of 2+.txt", "one");
    put("tiles/a/", "");
    put("tiles/none/", "");
    put("tiles/b/c/2%.txt", "two");
    put("tiles-of-others/3.txt", "three");

    Path tiles = stageFolder("s3://results/tiles/", StageInConfiguration.defaults());

    assertThat(tiles).hasFileName("tiles");
    assertThat(files(tiles)).containsExactly("a/1 of 2+.txt", "b/c/2%.txt");
    assertThat(tiles.resolve("b/c/2%.txt")).hasContent("two");
    assertThat(tiles.resolve("none")).isEmptyDirectory();
    assertThat(files(stageFolder("s3://results/tiles/a/", StageInConfiguration.defaults())))
        .containsExactly("1 of 2+.txt");
  }

  /** Keys are listed by the thousand. */
  @Test
  void makesAFolderOfMoreObjectsThanOnePageNames() throws Exception {
    Path bucket = Files.createDirectories(objects.resolve(S3Server.BUCKET).resolve("many"));
    for (int i = 0; i < 2500; i++) {
      Files.writeString(bucket.resolve("f" + i), "content of " + i);
    }

    Path many = stageFolder("s3://results/many/", StageInConfiguration.defaults());

    assertThat(files(many)).hasSize(2500);
    assertThat(many.resolve("f2499")).hasContent("content of 2499");
    assertThatThrownBy(
            () -> stageFolder("s3://results/many/", new StageInSettings().maxObjects(2499).build()))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("s3://results/many/ cannot be fetched")
        .hasMessageContaining("more than the 2499 objects that an input may have");
  }

  @Test
  void saysWhyAPrefixIsNoFolder() throws Exception {
    Files.writeString(
        Files.createDirectories(objects.resolve(S3Server.BUCKET).resolve("odd")).resolve("a\\b"),
        "no name on all systems");

    assertThatThrownBy(() -> stageFolder("s3://results/no/", StageInConfiguration.defaults()))
        .hasMessageContaining("the bucket has no object whose key begins like that");
    assertThatThrownBy(() -> stageFolder("s3://results/odd/", StageInConfiguration.defaults()))
        .hasMessageContaining("'odd/a\\b' of one of its objects is no path of a file");
    assertThatThrownBy(() -> stageFolder("s3://others/x/", StageInConfiguration.defaults()))
        .hasMessageContaining("periplus.staging.in.s3.buckets does not name the bucket 'others'");
  }

  private static void put(String key, String content) {
    server
        .client()
        .putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromString(content));
  }

  private Path stageFolder(String url, StageInConfiguration configuration) throws StageInException {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("tiles").put("class", "Directory").put("location", url);
    ObjectNode staged =
        StageIn.ofServer(
                configuration,
                EgressRule.of(EgressConfiguration.defaults()),
                sources("results", S3Server.SECRET_KEY),
                Optional.empty())
            .run(new SourceUser("t", UsableCredentials.none()), progress -> {})
            .stage(inputs, folder.resolve("job"));
    return Path.of(staged.at("/tiles/path").asText());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void readsOnlyTheBucketsThatAreNamed() {
    assertThatThrownBy(() -> stage(sources("scenes,other*", S3Server.SECRET_KEY), "t", "x"))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("s3://results/x cannot be fetched")
        .hasMessageContaining("periplus.staging.in.s3.buckets does not name the bucket 'results'");
    assertThatThrownBy(() -> stage(S3Sources.none(), "t", "x"))
        .hasMessageContaining("periplus.staging.in.s3.buckets");
  }

  @Test
  void saysWhatIsMissingOrRefusedWithoutASecret() {
    assertThatThrownBy(() -> stage(sources("*", S3Server.SECRET_KEY), "t", "scenes/none.tif"))
        .hasMessageContaining("s3://results/scenes/none.tif cannot be fetched")
        .hasMessageContaining("404");
    assertThatThrownBy(() -> stage(sources("*", "wrong-secret"), "t", "scenes/a%20b+c.tif"))
        .hasMessageContaining("the server answered 403")
        .hasMessageNotContaining("wrong-secret")
        .hasMessageNotContaining("Signature");
  }

  @Test
  void aTenantGetsNothingThatAnotherTenantsCredentialsFetched() throws Exception {
    S3Sources sources =
        new S3Sources(
            configuration("*", S3Server.SECRET_KEY),
            GivenTenantKeys.of(Map.of("periplus.tenants.poor.staging.in.s3.secret-key", "wrong")));
    Optional<FetchCache> cache =
        FetchCache.in(folder.resolve("cache"), new CacheConfiguration(DataSize.of("10 MiB")), true);
    ObjectNode inputs = inputs("scenes/a%20b+c.tif");
    StageIn stageIn = stageIn(sources, cache);
    stageIn
        .run(new SourceUser("rich", UsableCredentials.none()), progress -> {})
        .stage(inputs, folder.resolve("one"));
    stageIn
        .run(new SourceUser("rich", UsableCredentials.none()), progress -> {})
        .stage(inputs, folder.resolve("two"));

    assertThatThrownBy(
            () ->
                stageIn
                    .run(new SourceUser("poor", UsableCredentials.none()), progress -> {})
                    .stage(inputs, folder.resolve("three")))
        .hasMessageContaining("403");
  }

  private static S3SourceConfiguration configuration(String buckets, String secret) {
    return new S3SourceConfiguration(
        Optional.of(buckets),
        Optional.of(server.url()),
        "us-east-1",
        Optional.empty(),
        Optional.of(S3Server.ACCESS_KEY),
        Optional.of(secret));
  }

  private static S3Sources sources(String buckets, String secret) {
    return new S3Sources(configuration(buckets, secret), TenantKeys.NONE);
  }

  /** Whatever the egress rule says: the operator named the endpoint. */
  private static StageIn stageIn(S3Sources sources, Optional<FetchCache> cache) {
    return StageIn.ofServer(
        new StageInSettings().retries(0, Duration.ZERO).build(),
        EgressRule.of(EgressConfiguration.defaults()),
        sources,
        cache);
  }

  private static ObjectNode inputs(String key) {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", "s3://results/" + key);
    return inputs;
  }

  private Path stage(S3Sources sources, String tenant, String key)
      throws StageInException, IOException {
    ObjectNode staged =
        stageIn(sources, Optional.empty())
            .run(new SourceUser(tenant, UsableCredentials.none()), progress -> {})
            .stage(inputs(key), folder.resolve("job"));
    return Path.of(staged.at("/scene/path").asText());
  }
}
