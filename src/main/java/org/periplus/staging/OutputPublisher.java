package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.value.GivenMediaType;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.file.Remote;
import org.periplus.staging.publish.FileValue;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.LiteralFiles;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.ResultFolder;
import org.periplus.staging.publish.UnfitOutputException;
import org.periplus.staging.stac.StacCatalog;
import org.periplus.staging.stac.StacPublisher;
import org.periplus.staging.store.ResultStore;

/** Publishes the outputs of one job into a folder that is being prepared. Used by one thread. */
final class OutputPublisher {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final UUID jobId;
  private final JsonFiles json;
  private final StacPublisher stac;
  private final LiteralFiles literals;

  /** The job's folder, in which the names of a catalog at the top are never given to others. */
  private final ResultFolder root;

  private final ResultFolder top;
  private final boolean catalogAtTheTop;

  /**
   * The publication of one job.
   *
   * @param values all values that are going to be published: a catalog without another beside it
   *     lies at the top
   */
  OutputPublisher(
      UUID jobId,
      JsonFiles json,
      ResultStore store,
      Path prepared,
      LiteralFiles literals,
      List<JsonNode> values) {
    this.jobId = jobId;
    this.json = json;
    this.stac = new StacPublisher(jobId, json, store);
    this.literals = literals;
    this.root = ResultFolder.root(prepared);
    this.top = ResultFolder.root(prepared);
    root.claim(StacCatalog.FILE);
    root.claim(jobId.toString());
    this.catalogAtTheTop = values.stream().mapToInt(OutputPublisher::catalogs).sum() == 1;
  }

  /**
   * The value of an output as the results document has it.
   *
   * @param type of the output: a list of files without any looks as one with some
   */
  JsonNode publish(String output, CwlType type, JsonNode value)
      throws IOException, UnfitOutputException {
    Optional<JsonNode> qualified = GivenMediaType.unwrapped(value);
    if (qualified.isPresent()) {
      ObjectNode published = wrap(qualified.get().deepCopy());
      GivenMediaType.of(value)
          .flatMap(MediaTypes::wellFormed)
          .ifPresent(mediaType -> published.put("mediaType", mediaType));
      return published;
    }
    JsonNode published = new OutputValue(output).convert(value, true);
    boolean bare = isPlain(value) || holdsFiles(value) || (value.isArray() && OfFiles.is(type));
    return bare ? published : wrap(published);
  }

  private static boolean isPlain(JsonNode value) {
    return value.isValueNode();
  }

  private static ObjectNode wrap(JsonNode value) {
    return NODES.objectNode().set("value", value);
  }

  private static boolean isClass(JsonNode value, String name) {
    return value.isObject() && value.path("class").asText().equals(name);
  }

  private static boolean holdsFiles(JsonNode value) {
    if (isClass(value, "File") || isClass(value, "Directory")) {
      return true;
    }
    for (JsonNode part : value) {
      if (holdsFiles(part)) {
        return true;
      }
    }
    return false;
  }

  private static int catalogs(JsonNode value) {
    if (isClass(value, "Directory")) {
      String path = value.path("path").asText();
      return !path.isEmpty() && StacCatalog.isIn(Path.of(path)) ? 1 : 0;
    }
    int count = 0;
    for (JsonNode part : value) {
      count += catalogs(part);
    }
    return count;
  }

  /** Converts the value of one output; its folder is made for the first file. */
  private final class OutputValue {
    private final String output;
    private ResultFolder folder;

    OutputValue(String output) {
      this.output = output;
    }

    /**
     * Converts a value or a part of one.
     *
     * @param whole whether this is a value of its own and not a member of a record
     */
    JsonNode convert(JsonNode value, boolean whole) throws IOException, UnfitOutputException {
      if (isClass(value, "File")) {
        return file(value);
      }
      if (isClass(value, "Directory")) {
        JsonNode directory = directory(value);
        return whole ? wrap(directory) : directory;
      }
      if (value.isArray()) {
        ArrayNode items = NODES.arrayNode();
        for (JsonNode item : value) {
          items.add(convert(item, whole));
        }
        return items;
      }
      if (value.isObject() && holdsFiles(value)) {
        ObjectNode fields = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
          fields.set(field.getKey(), convert(field.getValue(), false));
        }
        return whole ? wrap(fields) : fields;
      }
      return value.deepCopy();
    }

    private ObjectNode file(JsonNode file) throws IOException, UnfitOutputException {
      String location = file.path("location").asText();
      if (file.path("path").asText().isEmpty() && Remote.is(location)) {
        return elsewhere(location);
      }
      return new FileValue(literals, folder()).publish(file);
    }

    /** A site's own tool has published it. */
    private static ObjectNode elsewhere(String url) {
      return NODES
          .objectNode()
          .put("href", url)
          .put("rel", "item")
          .put("type", MediaTypes.of(url))
          .put("title", FileNames.last(url));
    }

    private JsonNode directory(JsonNode directory) throws IOException, UnfitOutputException {
      Path path = OutputFolder.real(literals.path(directory));
      OutputFolder source = OutputFolder.of(path);
      Optional<StacCatalog> catalog = StacCatalog.read(source, json);
      if (catalog.isPresent()) {
        return stac.publish(catalog.get(), source, catalogFolder());
      }
      String basename = LiteralFiles.basename(directory, path);
      ResultFolder target = folder().folder(basename);
      return listing(source, path, basename, target, List.of());
    }

    private ResultFolder catalogFolder() throws IOException {
      if (catalogAtTheTop) {
        return top;
      }
      return folder().isFree(StacCatalog.FILE) && folder().isFree(jobId.toString())
          ? folder()
          : folder().numberedFolder();
    }

    private ResultFolder folder() throws IOException {
      if (folder == null) {
        folder = root.folder(output);
      }
      return folder;
    }
  }

  private static ObjectNode listing(
      OutputFolder source, Path real, String basename, ResultFolder target, List<Path> ancestors)
      throws IOException, UnfitOutputException {
    ObjectNode directory = NODES.objectNode();
    directory.put("class", "Directory").put("basename", basename);
    ArrayNode listing = directory.putArray("listing");
    List<Path> chain = source.chain(ancestors, real);
    for (Path child : ResultFolder.children(real)) {
      Path file = source.inside(child);
      String name = child.getFileName().toString();
      if (Files.isDirectory(file)) {
        listing.add(listing(source, file, name, target.folder(name), chain));
      } else {
        String placed = target.claim(name);
        target.place(source, file, placed);
        listing
            .addObject()
            .put("class", "File")
            .put("basename", name)
            .put("href", target.href(placed))
            .put("type", MediaTypes.of(name))
            .put("size", Files.size(file));
      }
    }
    return directory;
  }
}
