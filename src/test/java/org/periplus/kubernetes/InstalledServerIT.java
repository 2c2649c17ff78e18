package org.periplus.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.persistence.PostgresProcess;
import org.periplus.staging.S3Server;

/** The chart, installed by helm, with PostgreSQL and object storage outside of the cluster. */
@Tag("kubernetes")
class InstalledServerIT {

  private static final String PODS = "10.246.0.0/16";
  private static final String SERVERS = "app.kubernetes.io/component=server";
  private static final String SCENES = "periplus/example-scenes:1.0.0";
  private static final String[] IMAGES = {
    "periplus/server:1.0.0",
    "debian:stable-slim", // with which the server asks whether network policies are enforced
    SCENES,
    "periplus/water-bodies-crop:1.0.0",
    "periplus/water-bodies-normalized-difference:1.0.0",
    "periplus/water-bodies-otsu:1.0.0",
    "periplus/water-bodies-stac:1.0.0"
  };

  @TempDir private Path folder;

  private Space space;
  private PostgresProcess database;
  private S3Server store;

  @BeforeEach
  void prepare() throws Exception {
    assumeFalse(Cluster.isForeign(), "a foreign cluster neither has our images nor reaches us");
    Cluster.image(IMAGES);
    space = new Space("installed");
    String here =
        Cluster.kubectl(
            "get",
            "nodes",
            "-o",
            "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}");
    database = PostgresProcess.reachable(folder.resolve("postgres"), here, PODS);
    store = new S3Server(folder.resolve("objects"), here, 0);
    secret("database", "password=postgres");
    secret("store", "access-key=" + S3Server.ACCESS_KEY, "secret-key=" + S3Server.SECRET_KEY);
    DataVolume.make(space, folder.resolve("data"));
  }

  @AfterEach
  void remove() throws Exception {
    if (space != null) {
      space.close();
      Cluster.kubectl("delete", "pv", space.name(), "--ignore-not-found");
      store.close();
      database.close();
    }
  }

  @Test
  void twoServersRunTheExampleApplication() throws Exception {
    Chart.install(space.name(), values()).succeeded();

    List<String> servers = addresses(SERVERS);
    assertThat(servers).hasSize(2);
    for (String server : servers) {
      assertThat(status(URI.create(api(server) + "/processes/echo"))).isEqualTo(200);
    }
    assertThat(demo(api(servers.get(0)), scenes())).contains("Results: ");
    assertThat(space.kubectl("get", "pods", "-l", "org.periplus.owner", "-o", "name")).isEmpty();

    Cluster.helm(List.of("uninstall", "trial", "--namespace", space.name(), "--wait")).succeeded();
    // Helm does not wait for the pods of what it has deleted.
    space.kubectl("wait", "pod", "-l", SERVERS, "--for=delete", "--timeout=3m");
    assertThat(addresses(SERVERS)).isEmpty();
  }

  private List<String> values() {
    return List.of(
        "database.url=" + database.settings().get("PERIPLUS_DATABASE_URL"),
        "database.user=" + database.settings().get("PERIPLUS_DATABASE_USER"),
        "results.bucket=" + S3Server.BUCKET,
        "results.endpoint=" + store.url(),
        "results.credentialsSecret.name=store",
        "data.existingClaim=data",
        "config.periplus\\.security\\.anonymous=all",
        // The scenes are in a pod, the tools read them, and this network enforces no policies.
        "config.periplus\\.egress\\.allow=" + PODS,
        "config.periplus\\.kubernetes\\.allow-unenforced-network=true",
        "networkPolicy.tools[0]=" + PODS,
        "resources.requests.cpu=100m",
        "resources.requests.memory=1Gi");
  }

  private String scenes() throws IOException, InterruptedException {
    space.kubectl("run", "scenes", "--image=" + SCENES, "--image-pull-policy=IfNotPresent");
    space.kubectl("wait", "pod/scenes", "--for=condition=Ready", "--timeout=2m");
    return "http://" + addresses("run=scenes").get(0) + ":8000";
  }

  private static String api(String address) {
    return "http://" + address + ":8080/ogc-api";
  }

  /** What the demo's client says of a job that was successful. */
  private String demo(String api, String scenes) throws IOException, InterruptedException {
    Path examples = Path.of("docker", "examples");
    Path output = folder.resolve("demo.log");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                examples.resolve("Demo.java").toString(),
                "lines",
                api,
                examples.resolve("water-bodies").resolve("water-bodies.cwl").toString(),
                scenes,
                Files.createDirectories(folder.resolve("masks")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(demo.waitFor()).describedAs(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private List<String> addresses(String label) throws IOException, InterruptedException {
    return Stream.of(
            space
                .kubectl("get", "pods", "-l", label, "-o", "jsonpath={.items[*].status.podIP}")
                .split(" ", -1))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  private void secret(String name, String... entries) throws IOException, InterruptedException {
    space.kubectl(
        Stream.concat(
                Stream.of("create", "secret", "generic", name),
                Stream.of(entries).map(entry -> "--from-literal=" + entry))
            .toArray(String[]::new));
  }

  private static int status(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
