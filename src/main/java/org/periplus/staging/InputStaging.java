package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Stages the value of one input. Used by one thread. */
final class InputStaging {

  private final ReferencedFile files;
  private final StacItemFetch items;
  private final StageInSettings settings;
  private final Path jobFolder;
  private final Path folder;
  private int count;

  /**
   * The staging of one input.
   *
   * @param jobFolder where all that is staged for the job lies
   * @param folder where this input's files go
   */
  InputStaging(
      HttpFetch http,
      StageInSettings settings,
      ObjectMapper json,
      ByteBudget budget,
      Path jobFolder,
      Path folder) {
    this.files = new ReferencedFile(http, budget);
    this.items = new StacItemFetch(http, new JsonFiles(json), budget);
    this.settings = settings;
    this.jobFolder = jobFolder;
    this.folder = folder;
  }

  JsonNode stage(JsonNode value) throws FetchException {
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
      case "File", "Directory" -> reference(object, null, new HashSet<>());
      default -> members(object);
    };
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
   * @param beside the folder of the primary file, or null
   * @param taken the names in that folder
   */
  private ObjectNode reference(ObjectNode object, Path beside, Set<String> taken)
      throws FetchException {
    String reference = object.path("location").asText();
    if (reference.isEmpty()) {
      reference = object.path("path").asText();
    }
    boolean directory = object.path("class").asText().equals("Directory");
    ObjectNode staged;
    Path home = beside;
    if (reference.isEmpty()) {
      staged = literal(object, directory);
    } else if (reference.startsWith(DataUrl.SCHEME) || Remote.is(reference)) {
      home = beside == null ? next() : beside;
      staged = withPath(object, fetch(object, reference, directory, home, taken));
    } else {
      staged = withPath(object, local(reference));
    }
    if (object.path("secondaryFiles").isArray()) {
      ArrayNode secondaries = staged.putArray("secondaryFiles");
      for (JsonNode secondary : object.path("secondaryFiles")) {
        secondaries.add(
            secondary instanceof ObjectNode file ? reference(file, home, taken) : secondary);
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

  private Path fetch(
      ObjectNode object, String reference, boolean directory, Path home, Set<String> taken)
      throws FetchException {
    String basename = object.path("basename").asText();
    if (!directory && reference.startsWith(DataUrl.SCHEME)) {
      return files.decode(reference, home, basename, taken);
    }
    URI url = url(reference);
    return directory ? items.fetch(url, home, basename) : files.fetch(url, home, basename, taken);
  }

  private static URI url(String reference) throws FetchException {
    URI url;
    try {
      url = URI.create(reference.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new FetchException("a reference", "it is not a valid URL");
    }
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "http", "https" -> url;
      default ->
          throw new FetchException(
              url, "references of the kind '" + url.getScheme() + ":' are not supported");
    };
  }

  /** A file of the server: allowed below the job's folder, elsewhere by the settings only. */
  private Path local(String reference) throws FetchException {
    try {
      Path path =
          reference.startsWith("file:") ? Path.of(URI.create(reference)) : Path.of(reference);
      Path real = path.isAbsolute() && Files.exists(path) ? path.toRealPath() : null;
      boolean ours =
          real != null && Files.exists(jobFolder) && real.startsWith(jobFolder.toRealPath());
      if (!ours && !settings.localFiles()) {
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

  private Path next() throws FetchException {
    count++;
    Path home = folder.resolve(Integer.toString(count));
    try {
      return Files.createDirectories(home);
    } catch (IOException e) {
      throw new FetchException("a reference", new Transfer.DiskException(e).getMessage());
    }
  }

  private static ObjectNode withPath(ObjectNode object, Path path) {
    ObjectNode staged = object.deepCopy();
    staged.remove("location");
    staged.put("path", path.toString());
    staged.put("basename", path.getFileName().toString());
    return staged;
  }
}
