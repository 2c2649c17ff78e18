package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageSource.BuildLimits;
import org.periplus.container.ImageSource.Built;
import org.periplus.container.ImageSource.Imported;
import org.periplus.container.ImageSource.Loaded;
import org.periplus.container.ImageSource.Pulled;
import org.periplus.container.ImageUnavailableException;

/** How an image that the engine does not have gets there. */
final class ImageArrival {

  /** What a built image says of the text that it was built from. */
  private static final String DOCKERFILE_LABEL = "org.periplus.dockerfile";

  private static final Pattern LOADED =
      Pattern.compile("^Loaded image(?: ID)?: (\\S+)$", Pattern.MULTILINE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DockerClient docker;
  private final DockerHttpClient http;
  private final Duration timeout;

  ImageArrival(DockerClient docker, DockerHttpClient http, Duration timeout) {
    this.docker = docker;
    this.http = http;
    this.timeout = timeout;
  }

  /** Whether an image with the name of this one was built from its text. */
  static boolean isBuiltFrom(InspectImageResponse image, Built source) {
    Map<String, String> labels = image.getConfig() == null ? null : image.getConfig().getLabels();
    return labels != null && source.digest().equals(labels.get(DOCKERFILE_LABEL));
  }

  /** Gets the image from its source, and waits until it is there. */
  void await(ImageSource source) throws ImageUnavailableException, InterruptedException {
    try {
      if (source instanceof Pulled pulled) {
        pull(pulled);
      } else if (source instanceof Built built) {
        build(built);
      } else if (source instanceof Loaded loaded) {
        load(loaded);
      } else if (source instanceof Imported imported) {
        importFiles(imported);
      }
    } catch (DockerException e) {
      throw new ImageUnavailableException(source, DockerEngine.reason(e), e);
    }
  }

  /** Never with what the server's own user has in ~/.docker: that is not every tenant's. */
  private void pull(Pulled source) throws ImageUnavailableException, InterruptedException {
    AuthConfig login = new AuthConfig();
    source
        .login()
        .ifPresent(
            given ->
                login
                    .withRegistryAddress(given.registry())
                    .withUsername(given.user())
                    .withPassword(given.password()));
    complete(
        source,
        docker
            .pullImageCmd(ImageName.of(source.reference()).withTag())
            .withAuthConfig(login)
            .exec(new PullImageResultCallback()),
        timeout);
    if (source.keptAs().isPresent()) {
      name(source.reference(), source.name());
      docker.removeImageCmd(source.reference()).exec();
    }
  }

  private void build(Built source) throws ImageUnavailableException, InterruptedException {
    BuildLimits limits = source.limits();
    Progress<BuildResponseItem> progress =
        docker
            .buildImageCmd(context(source))
            .withTags(Set.of(source.name()))
            .withLabels(Map.of(DOCKERFILE_LABEL, source.digest()))
            .withBuildAuthConfigs(new AuthConfigurations())
            .withNetworkMode(limits.network() ? "default" : "none")
            .withMemory(limits.memoryBytes())
            .withMemswap(limits.memoryBytes())
            .withCpusetcpus("0-" + (limits.cpus() - 1))
            .withRemove(true)
            .withForcerm(true)
            .exec(new Progress<>());
    complete(source, progress, limits.timeout());
    progress.refuseError(source);
  }

  /** What is built from: a tarball with the Dockerfile alone. */
  private static InputStream context(Built source) {
    byte[] text = source.dockerfile().getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
      TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private void load(Loaded source) throws ImageUnavailableException, InterruptedException {
    Progress<LoadResponseItem> progress = new Progress<>();
    requireFile(source, source.archive());
    try (InputStream archive = NamelessArchive.of(source.archive(), source.image()).open()) {
      complete(source, docker.loadImageAsyncCmd(archive).exec(progress), timeout);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
    progress.refuseError(source);
    String id =
        LOADED
            .matcher(progress.output())
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElseThrow(() -> new ImageUnavailableException(source, "it has no image", null));
    name(id, source.name());
  }

  private void name(String image, String name) {
    if (!image.equals(name)) {
      ImageName parts = ImageName.of(name);
      docker.tagImageCmd(image, parts.repository(), parts.tag()).exec();
    }
  }

  /**
   * Docker-java's own command for this sends an empty document in the place of the tarball, and
   * does not tell errors.
   */
  private void importFiles(Imported source) throws ImageUnavailableException {
    ImageName name = ImageName.of(source.name());
    String path =
        "/images/create?fromSrc=-&repo=%s&tag=%s"
            .formatted(
                URLEncoder.encode(name.repository(), UTF_8), URLEncoder.encode(name.tag(), UTF_8));
    try (InputStream tarball = opened(source, source.tarball());
        Response response =
            http.execute(
                Request.builder()
                    .method(Request.Method.POST)
                    .path(path)
                    .putHeader("Content-Type", "application/x-tar")
                    .body(tarball)
                    .build())) {
      refuseError(source, response);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static void refuseError(Imported source, Response response)
      throws ImageUnavailableException {
    try (Progress<ResponseItem> progress = new Progress<>();
        InputStream body = response.getBody()) {
      if (response.getStatusCode() >= 300) {
        throw new DockerException(new String(body.readAllBytes(), UTF_8), response.getStatusCode());
      }
      MappingIterator<ResponseItem> items = JSON.readerFor(ResponseItem.class).readValues(body);
      items.forEachRemaining(progress::onNext);
      progress.refuseError(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The engine's, not the file's.
    }
  }

  private static InputStream opened(ImageSource source, Path file)
      throws ImageUnavailableException {
    requireFile(source, file);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static void requireFile(ImageSource source, Path file) throws ImageUnavailableException {
    if (!Files.isRegularFile(file)) {
      throw new ImageUnavailableException(source, file.getFileName() + " is no file", null);
    }
  }

  private static ImageUnavailableException unreadable(ImageSource source, IOException e) {
    return new ImageUnavailableException(
        source, "its file could not be read: " + e.getMessage(), e);
  }

  /** Waits until it is done; when that takes too long, or is interrupted, it is given up. */
  private <T> void complete(
      ImageSource source, ResultCallbackTemplate<?, T> progress, Duration timeout)
      throws ImageUnavailableException, InterruptedException {
    try (ResultCallback<T> open = progress) {
      if (!progress.awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ImageUnavailableException(source, "it took longer than " + timeout, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the engine tells while it makes an image. */
  private static final class Progress<T extends ResponseItem>
      extends ResultCallbackTemplate<Progress<T>, T> {

    private static final int KEPT = 16 << 10;
    private static final int TOLD_LINES = 10;

    private final StringBuilder output = new StringBuilder();
    private String error;

    @Override
    public synchronized void onNext(T item) {
      if (item.getStream() != null) {
        output.append(item.getStream());
        output.delete(0, Math.max(0, output.length() - KEPT));
      }
      if (item.getErrorDetail() != null) {
        error = item.getErrorDetail().getMessage();
      }
    }

    synchronized String output() {
      return output.toString();
    }

    synchronized void refuseError(ImageSource source) throws ImageUnavailableException {
      if (error != null) {
        List<String> lines = output.toString().lines().filter(line -> !line.isBlank()).toList();
        String last =
            String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
        throw new ImageUnavailableException(
            source, last.isEmpty() ? error : error + "\n" + last, null);
      }
    }
  }
}
