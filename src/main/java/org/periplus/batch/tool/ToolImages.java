package org.periplus.batch.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.container.ImageSource;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInException;

/**
 * Where the image of a tool comes from: {@code DockerRequirement}. An image that is built or
 * imported gets a name of ours, made of what it is made from, whatever {@code dockerImageId} says:
 * no package can give another's image a new meaning. Archives are fetched once and kept. Safe for
 * use by several threads.
 */
public final class ToolImages {

  private final StageIn stageIn;
  private final Path folder;
  private final String defaultImage;
  private final boolean loads;

  /**
   * @param folder where archives are kept
   * @param defaultImage for tools that name none
   * @param loads whether images may be loaded from archives
   */
  public ToolImages(StageIn stageIn, Path folder, String defaultImage, boolean loads) {
    this.stageIn = stageIn;
    this.folder = folder;
    this.defaultImage = defaultImage;
    this.loads = loads;
  }

  /** The name of the image, by which a container asks for it. */
  String name(Optional<Requirement.Docker> docker) {
    return docker.map(this::name).orElse(defaultImage);
  }

  private String name(Requirement.Docker docker) {
    return docker
        .pull()
        .or(() -> docker.file().map(text -> ImageSource.Built.of(text).name()))
        .or(() -> docker.importFrom().map(url -> "periplus-imported:" + digest(url)))
        .or(() -> docker.load().map(url -> loadedName(docker, url)))
        .or(docker::imageId)
        .orElse(defaultImage);
  }

  private static String loadedName(Requirement.Docker docker, String url) {
    return docker.imageId().orElse("periplus-loaded:" + digest(url));
  }

  /**
   * How the engine gets it.
   *
   * @throws StageInException when an archive cannot be fetched
   * @throws PlanException when it would come in a way that this server does not go
   */
  ImageSource source(Optional<Requirement.Docker> docker) throws StageInException, IOException {
    String name = name(docker);
    if (docker.isEmpty() || docker.get().pull().isPresent()) {
      return new ImageSource.Pulled(name);
    }
    if (docker.get().file().isPresent()) {
      return new ImageSource.Built(name, docker.get().file().get());
    }
    if (docker.get().importFrom().isPresent()) {
      return new ImageSource.Imported(archive(docker.get().importFrom().get()), name);
    }
    if (docker.get().load().isPresent()) {
      if (!loads) {
        throw new PlanException(
            "DockerRequirement.dockerLoad",
            "is switched off on this server (periplus.containers.allow-load), since an archive may"
                + " give any image a new meaning; use dockerPull, dockerFile or dockerImport");
      }
      return new ImageSource.Loaded(archive(docker.get().load().get()), name);
    }
    return new ImageSource.Pulled(name);
  }

  private synchronized Path archive(String location) throws StageInException, IOException {
    Path place = folder.resolve(digest(location));
    Optional<Path> kept = only(place);
    if (kept.isPresent()) {
      return kept.get();
    }
    Path incoming = folder.resolve("incoming");
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.putObject("image").put("class", "File").put("location", location);
    Path fetched = Path.of(stageIn.stage(wanted, incoming).path("image").path("path").asText());
    if (!fetched.startsWith(incoming)) {
      return fetched; // a file of this machine
    }
    Files.createDirectories(place);
    return Files.move(fetched, place.resolve(fetched.getFileName()));
  }

  private static Optional<Path> only(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.findFirst();
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
