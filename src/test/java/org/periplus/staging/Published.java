package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.configuration.JsonLimits;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.Documentation;
import org.periplus.cwl.model.LinkMerge;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.staging.store.LocalResultStore;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StorageDescription;

/** A job's folder in which tools have written, a store, and what stage-out makes of them. */
public final class Published {

  public static final ObjectMapper JSON = new ObjectMapper(JsonLimits.usual().factory());

  final UUID jobId = UUID.fromString("bfafdb8e-902c-11ef-a29c-8e55bd0a3308");
  final Path folder;
  final ResultStore store;

  public Published(Path folder) throws IOException {
    this(folder, StorageDescription.defaults());
  }

  Published(Path folder, StorageDescription storage) throws IOException {
    this(folder, new LocalResultStore(folder.resolve("results"), storage));
  }

  Published(Path folder, ResultStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** Writes a file of a tool. */
  Path write(String path, String content) throws IOException {
    Path file = folder.resolve("work").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content.replace('\'', '"'));
  }

  public Path work(String path) {
    return folder.resolve("work").resolve(path);
  }

  /** Publishes values, written with single quotes and {@code WORK} for the tools' folder. */
  public ObjectNode publish(String values) throws IOException, StageOutException {
    ObjectNode object =
        (ObjectNode) json(values.replace("WORK", folder.resolve("work").toString()));
    List<WorkflowOutput> outputs =
        object.properties().stream().map(value -> output(value.getKey())).toList();
    return new StageOut(store, JSON).publish(jobId, outputs, object, folder.resolve("scratch"));
  }

  public static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  /** A published file. */
  Path file(String path) {
    return folder.resolve("results").resolve(jobId.toString()).resolve(path);
  }

  JsonNode document(String path) throws IOException {
    return JSON.readTree(file(path).toFile());
  }

  static WorkflowOutput output(String id) {
    return output(id, CwlType.Primitive.ANY);
  }

  static WorkflowOutput output(String id, CwlType type) {
    return new WorkflowOutput(
        id,
        Documentation.NONE,
        type,
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        LinkMerge.MERGE_NESTED,
        Optional.empty(),
        new SourceLocation("test.cwl", 1, 1));
  }
}
