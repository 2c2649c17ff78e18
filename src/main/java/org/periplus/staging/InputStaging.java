package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.periplus.staging.fetch.DataUrl;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.file.Remote;
import org.periplus.staging.s3.S3FolderFetch;

/**
 * Stages the value of one input: {@link #stage} begins its downloads, {@link #complete} names what
 * they have brought, in the order of the input. Used by one thread.
 */
final class InputStaging {

  private final StagingTools tools;
  private final Downloads downloads;
  private final String input;
  private final Path jobFolder;
  private final Path folder;
  private final List<CompletableFuture<?>> running = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private int count;

  /** The member of a File that is staged only if it is there. */
  private static final String OPTIONAL = "periplus:optional";

  /** An object that waits for its file. */
  private interface Pending {
    void complete() throws FetchException;
  }

  /** Where a reference goes, and the names that are taken there. */
  private static final class Home {
    private final Path folder;
    private final Set<String> taken = new HashSet<>();
    private int parts;

    private Home(Path folder) {
      this.folder = folder;
    }

    /** A file that is on its way. */
    private Path part() {
      parts++;
      return folder.resolve(parts == 1 ? ".part" : ".part-" + parts);
    }

    /** A file that has come. */
    private Path target(String wanted) {
      String name = FileNames.free(FileNames.safe(wanted), taken);
      taken.add(name);
      return folder.resolve(name);
    }
  }

  /**
   * The staging of one input.
   *
   * @param jobFolder where all that is staged for the job lies
   * @param folder where this input's files go
   */
  public InputStaging(
      StagingTools tools, Downloads downloads, String input, Path jobFolder, Path folder) {
    this.tools = tools;
    this.downloads = downloads;
    this.input = input;
    this.jobFolder = jobFolder;
    this.folder = folder;
  }

  /** The value, whose files have no names yet. */
  public JsonNode stage(JsonNode value) throws FetchException {
    if (value.isArray()) {
      ArrayNode staged = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : value) {
        staged.add(stage(item));
      }
      return staged;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    return switch (object.path("class").asText()) {
      case "File", "Directory" -> reference(object, null);
      default -> members(object);
    };
  }

  /** The downloads that were begun. */
  List<CompletableFuture<?>> running() {
    return running;
  }

  /** Names the files, when all downloads have ended well. */
  void complete() throws FetchException {
    for (Pending each : pending) {
      each.complete();
    }
  }

  private ObjectNode members(ObjectNode object) throws FetchException {
    ObjectNode staged = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      staged.set(member.getKey(), stage(member.getValue()));
    }
    return staged;
  }

  /**
   * Stages a File or Directory object.
   *
   * @param beside where the primary file goes, or null
   */
  private ObjectNode reference(ObjectNode object, Home beside) throws FetchException {
    String reference = object.path("location").asText();
    if (reference.isEmpty()) {
      reference = object.path("path").asText();
    }
    boolean directory = object.path("class").asText().equals("Directory");
    ObjectNode staged;
    Home home = beside;
    if (reference.isEmpty()) {
      staged = literal(object, directory);
    } else if (reference.startsWith(DataUrl.SCHEME) || Remote.is(reference)) {
      home = beside == null ? next() : beside;
      staged = object.deepCopy();
      fetch(staged, reference, directory, home);
    } else {
      staged = object.deepCopy();
      place(staged, local(reference));
    }
    if (object.path("secondaryFiles").isArray()) {
      ArrayNode secondaries = staged.putArray("secondaryFiles");
      for (JsonNode secondary : object.path("secondaryFiles")) {
        if (secondary.path(OPTIONAL).asBoolean()) {
          perhaps((ObjectNode) secondary, secondaries, home);
        } else {
          secondaries.add(secondary instanceof ObjectNode file ? reference(file, home) : secondary);
        }
      }
    }
    return staged;
  }

  private ObjectNode literal(ObjectNode object, boolean directory) throws FetchException {
    ObjectNode copy = object.deepCopy();
    if (directory && object.path("listing").isArray()) {
      copy.set("listing", stage(object.path("listing")));
    } else if (directory || !object.path("contents").isTextual()) {
      throw new FetchException(
          directory ? "a Directory" : "a File",
          "it has neither a location nor " + (directory ? "a listing" : "contents"));
    }
    return copy;
  }

  private void fetch(ObjectNode staged, String reference, boolean directory, Home home)
      throws FetchException {
    String basename = staged.path("basename").asText();
    if (!directory && reference.startsWith(DataUrl.SCHEME)) {
      pending.add(() -> place(staged, decode(reference, basename, home)));
      return;
    }
    URI url = url(reference);
    if (directory) {
      CompletableFuture<Path> fetched =
          S3FolderFetch.canFetch(url)
              ? tools.folders().fetch(input, url, home.folder, basename, downloads)
              : tools.catalogs().fetch(input, url, home.folder, basename, downloads);
      running.add(fetched);
      pending.add(() -> place(staged, fetched.join()));
      return;
    }
    Reference file = tools.references().of(url);
    ExpectedFile expectation = ExpectedFile.ofFile(staged);
    Path part = home.part();
    CompletableFuture<UnnamedFile> arrival =
        downloads.submit(input, () -> tools.files().fetch(file, expectation, part, downloads));
    running.add(arrival);
    pending.add(() -> place(staged, named(arrival.join(), basename, home)));
  }

  /** Adds a secondary file if its server has it. */
  private void perhaps(ObjectNode secondary, ArrayNode secondaries, Home home)
      throws FetchException {
    ObjectNode staged = secondary.deepCopy();
    staged.remove(OPTIONAL);
    Reference file = tools.references().of(url(staged.path("location").asText()));
    Path part = home.part();
    CompletableFuture<Optional<UnnamedFile>> arrival =
        downloads.submit(input, () -> tools.files().find(file, part, downloads));
    running.add(arrival);
    pending.add(
        () -> {
          Optional<UnnamedFile> arrived = arrival.join();
          if (arrived.isPresent()) {
            place(staged, named(arrived.get(), staged.path("basename").asText(), home));
            secondaries.add(staged);
          }
        });
  }

  private static URI url(String reference) throws FetchException {
    try {
      return URI.create(reference.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FetchException("a reference", "it is not a valid URL");
    }
  }

  private Path decode(String dataUrl, String basename, Home home) throws FetchException {
    DataUrl data = DataUrl.parse(dataUrl);
    if (!downloads.arrived(data.size())) {
      throw new FetchException("the data: URL", downloads.budget().describe());
    }
    String extension = MediaTypes.extension(data.mediaType()).map(known -> "." + known).orElse("");
    Path target = home.target(basename.isEmpty() ? "data" + extension : basename);
    try {
      data.write(target);
      return target;
    } catch (IOException e) {
      throw new FetchException("the data: URL", new DiskException(e).getMessage());
    }
  }

  private static Path named(UnnamedFile arrived, String basename, Home home) throws FetchException {
    String name = basename.isEmpty() ? arrived.name() : basename;
    try {
      return Files.move(arrived.file(), home.target(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FetchException(arrived.url(), new DiskException(e).getMessage());
    }
  }

  /** A file of the server: allowed below the job's folder, elsewhere by the settings only. */
  private Path local(String reference) throws FetchException {
    try {
      Path path =
          reference.startsWith("file:") ? Path.of(URI.create(reference)) : Path.of(reference);
      Path real = path.isAbsolute() && Files.exists(path) ? path.toRealPath() : null;
      boolean ours =
          real != null && Files.exists(jobFolder) && real.startsWith(jobFolder.toRealPath());
      if (!ours && !tools.localFiles()) {
        throw new FetchException(reference, "files of the server cannot be inputs");
      }
      if (real == null) {
        throw new FetchException(reference, "there is no such file");
      }
      return path.normalize();
    } catch (IllegalArgumentException | IOException e) {
      throw new FetchException(reference, "it is not a valid path");
    }
  }

  private Home next() throws FetchException {
    count++;
    try {
      return new Home(Files.createDirectories(folder.resolve(Integer.toString(count))));
    } catch (IOException e) {
      throw new FetchException("a reference", new DiskException(e).getMessage());
    }
  }

  private static void place(ObjectNode staged, Path path) {
    staged.remove("location");
    staged.put("path", path.toString());
    staged.put("basename", path.getFileName().toString());
  }
}
