package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource.BuildLimits;
import org.periplus.container.ImageSource.Built;
import org.periplus.container.ImageSource.Imported;
import org.periplus.container.ImageSource.Loaded;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.SpecBuilder;

@Timeout(120)
class ImageSourceTest {

  private final String unique = UUID.randomUUID().toString();
  private final String name = "periplus-test/" + unique + ":1";
  private final Map<String, String> labels = Map.of("org.periplus.test", unique);
  private final List<String> images = new ArrayList<>(List.of(name));

  @TempDir Path folder;
  private EngineProxy proxy;
  private DockerEngine engine;
  private DockerClient docker;

  @BeforeEach
  void connect() throws Exception {
    proxy = new EngineProxy();
    engine = new DockerEngine(proxy.settings());
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    docker =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .build());
  }

  @AfterEach
  void removeAll() throws Exception {
    engine.removeAll(labels);
    engine.close();
    proxy.close();
    images.forEach(this::removeImage);
    docker.close();
  }

  private void removeImage(String image) {
    try {
      docker.removeImageCmd(image).withForce(true).exec();
    } catch (NotFoundException e) {
      // The test has not made it.
    }
  }

  private Built built(String text) {
    Built source = Built.of("FROM " + SpecBuilder.IMAGE + "\nLABEL test=" + unique + "\n" + text);
    images.add(source.name());
    return source;
  }

  @Test
  void buildsFromText() throws Exception {
    Built source = built("RUN echo 'made, é' > /made\n");

    engine.ensureImage(source);

    ContainerSpec spec = new SpecBuilder(labels, "cat", "/made").image(source.name()).build();
    assertThat(Captured.run(engine, spec).stdout.toString(UTF_8)).isEqualTo("made, é\n");
  }

  @Test
  void buildsTheSameTextOnce() throws Exception {
    Built source = built("RUN echo once > /once\n");
    int asks = 4;
    ExecutorService threads = Executors.newFixedThreadPool(asks);
    try {
      List<Future<String>> identities = new ArrayList<>();
      for (int i = 0; i < asks; i++) {
        identities.add(threads.submit(() -> engine.ensureImage(source)));
      }
      String identity =
          engine.ensureImage(new Built(source.name(), source.dockerfile(), BuildLimits.DEFAULT));
      for (Future<String> other : identities) {
        assertThat(other.get()).isEqualTo(identity);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(proxy.requests("/build")).hasSize(1);
  }

  @Test
  void buildsAnotherTextUnderTheSameNameAnew() throws Exception {
    String first =
        engine.ensureImage(new Built(name, built("ENV N=1\n").dockerfile(), BuildLimits.DEFAULT));
    images.add(first);

    assertThat(
            engine.ensureImage(
                new Built(name, built("ENV N=2\n").dockerfile(), BuildLimits.DEFAULT)))
        .isNotEqualTo(first);
    assertThat(proxy.requests("/build")).hasSize(2);
  }

  @Test
  void tellsWhatABuildSaidLast() {
    Built source = built("RUN echo the problem >&2; exit 7\n");

    assertThatThrownBy(() -> engine.ensureImage(source))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining(source.name())
        .hasMessageContaining("could not be built")
        .hasMessageContaining("returned a non-zero code: 7")
        .hasMessageContaining("the problem");
  }

  @Test
  void tellsWhatIsWrongWithADockerfile() {
    assertThatThrownBy(() -> engine.ensureImage(built("NONSENSE\n")))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("unknown instruction: NONSENSE");
  }

  @Test
  void importsATarball() throws Exception {
    engine.ensureImage(new Imported(tarball(), name));

    assertThat(fileInImage()).isEqualTo("imported");
    engine.ensureImage(new Imported(folder.resolve("not needed any more"), name));
    assertThat(proxy.requests("/images/create")).hasSize(1);
  }

  @Test
  void loadsASavedImage() throws Exception {
    String identity = engine.ensureImage(new Imported(tarball(), name));
    Path archive = saved(name);
    removeImage(name);

    assertThat(engine.ensureImage(new Loaded(archive, name, Optional.empty()))).isEqualTo(identity);
    assertThat(fileInImage()).isEqualTo("imported");
  }

  @Test
  void anArchiveGivesNoNameANewMeaning() throws Exception {
    String identity = engine.ensureImage(new Imported(tarball(), name));
    Path archive = saved(name);
    removeImage(name);
    String mine = "periplus-test/" + unique + ":mine";
    images.add(mine);

    assertThat(engine.ensureImage(new Loaded(archive, mine, Optional.of(name))))
        .isEqualTo(identity);

    assertThat(engine.image(ImageReference.of(name).orElseThrow())).isEmpty();
    assertThat(engine.image(ImageReference.of(mine).orElseThrow())).isPresent();
  }

  @Test
  void theBeginningOfAnIdIsNoName() throws Exception {
    String identity = engine.ensureImage(new Imported(tarball(), name));
    String id = identity.replace("sha256:", "");

    assertThat(engine.image(ImageReference.of(id.substring(0, 12)).orElseThrow())).isEmpty();
    assertThat(engine.image(ImageReference.of("sha256:" + id).orElseThrow())).isEmpty();
    assertThat(engine.image(ImageReference.of("docker.io/" + name).orElseThrow()))
        .hasValueSatisfying(image -> assertThat(image.identity()).isEqualTo(identity));
  }

  @Test
  void aBuildHasNoNetworkAndItsLimits() throws Exception {
    Built source =
        built(
            "RUN cat /proc/net/dev > /net; cat /sys/fs/cgroup/memory.max"
                + " /sys/fs/cgroup/memory/memory.limit_in_bytes > /memory 2>/dev/null; nproc >"
                + " /cpus\n");
    engine.ensureImage(
        new Built(
            source.name(),
            source.dockerfile(),
            new BuildLimits(false, 1, 64 << 20, Duration.ofMinutes(1))));

    ContainerSpec spec =
        new SpecBuilder(labels, "cat", "/net", "/memory", "/cpus").image(source.name()).build();
    String said = Captured.run(engine, spec).stdout.toString(UTF_8);
    assertThat(said).contains("lo:").doesNotContain("eth0:").contains("67108864").endsWith("\n1\n");
  }

  @Test
  void aBuildThatTakesTooLongIsGivenUp() {
    Built source = built("RUN sleep 60\n");

    assertThatThrownBy(
            () ->
                engine.ensureImage(
                    new Built(
                        source.name(),
                        source.dockerfile(),
                        new BuildLimits(false, 1, 64 << 20, Duration.ofSeconds(2)))))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("took longer than PT2S");
  }

  @Test
  void anImageIsRemovedUnlessAContainerHasIt() throws Exception {
    engine.ensureImage(new Imported(tarball(), name));
    String container = engine.create(new SpecBuilder(labels, "/hello").image(name).build());

    assertThat(engine.removeImage(name)).isFalse();
    engine.remove(container);
    assertThat(engine.images("periplus-test/" + unique)).containsExactly(name);
    assertThat(engine.removeImage(name)).isTrue();
    assertThat(engine.removeImage(name)).isTrue();
    assertThat(engine.images("periplus-test/" + unique)).isEmpty();
  }

  @Test
  void namesTheOnlyImageOfAnArchive() throws Exception {
    String identity = engine.ensureImage(new Imported(tarball(), name));
    Path archive = saved(identity);
    removeImage(name);

    assertThat(engine.ensureImage(new Loaded(archive, name, Optional.empty()))).isEqualTo(identity);
  }

  @Test
  void saysThatAFileIsNoImage() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage"), "no archive");

    assertThatThrownBy(() -> engine.ensureImage(new Loaded(garbage, name, Optional.empty())))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("could not be loaded");
    assertThatThrownBy(() -> engine.ensureImage(new Imported(garbage, name)))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("could not be imported");
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> engine.ensureImage(new Loaded(missing, name, Optional.empty())))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("missing is no file");
    assertThatThrownBy(() -> engine.ensureImage(new Imported(missing, name)))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("missing is no file");
  }

  private Path tarball() throws IOException {
    Path file = folder.resolve("files.tar");
    byte[] text = "imported".getBytes(UTF_8);
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      TarArchiveEntry entry = new TarArchiveEntry("hello");
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return file;
  }

  private Path saved(String image) throws IOException {
    Path file = folder.resolve("saved.tar");
    try (InputStream archive = docker.saveImageCmd(image).exec()) {
      Files.copy(archive, file);
    }
    return file;
  }

  /** What the imported file holds, without a command to read it. */
  private String fileInImage() throws Exception {
    String container = engine.create(new SpecBuilder(labels, "/hello").image(name).build());
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(docker.copyArchiveFromContainerCmd(container, "/hello").exec())) {
      tar.getNextEntry();
      return new String(tar.readAllBytes(), UTF_8);
    }
  }
}
