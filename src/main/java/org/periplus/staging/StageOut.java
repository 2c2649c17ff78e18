package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.folder.FolderTree;
import org.periplus.staging.file.FileTrees;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.LiteralFiles;
import org.periplus.staging.publish.UnfitOutputException;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StoreHref;

/**
 * Publishes what a workflow has produced: files, folders and STAC catalogs go to the result store,
 * all or nothing, and the results document tells where. The workflow's own files are left as they
 * are, so that a publication that failed can be repeated. Shared by threads.
 */
public final class StageOut {

  private final ResultStore store;
  private final ObjectMapper json;
  private final LongConsumer published;

  /**
   * Stage-out to a store.
   *
   * @param json writes the documents of catalogs
   */
  public StageOut(ResultStore store, ObjectMapper json) {
    this(store, json, bytes -> {});
  }

  /**
   * Stage-out to a store.
   *
   * @param json writes the documents of catalogs
   * @param published is told how many bytes each publication had
   */
  public StageOut(ResultStore store, ObjectMapper json, LongConsumer published) {
    this.store = store;
    this.json = json;
    this.published = published;
  }

  /**
   * Publishes the outputs in place of whatever an earlier attempt left. A catalog that is the job's
   * only one is published as {@code catalog.json} at the top; all else goes below a folder named
   * after the output.
   *
   * @param outputs the outputs that the workflow declares; other values are not published
   * @param values the CWL output object, whose files and folders have a {@code path} on this host
   * @param scratch a folder on the same file system as the job's data, made when it is missing
   * @return the results document: the value of each output, in which every {@code href} to a
   *     published file begins with {@code store:} (see {@link StoreHref#rewrite})
   * @throws StageOutException when an output is broken: the job's fault, another attempt is useless
   * @throws IOException when the disk or the store fails
   */
  public ObjectNode publish(
      UUID jobId, List<? extends OutputParameter> outputs, ObjectNode values, Path scratch)
      throws StageOutException, IOException {
    Path work = Files.createTempDirectory(Files.createDirectories(scratch), "results-");
    try {
      Path prepared = Files.createDirectory(work.resolve("prepared"));
      Path literals = Files.createDirectory(work.resolve("literals"));
      OutputPublisher publisher =
          new OutputPublisher(
              jobId,
              new JsonFiles(json),
              store,
              prepared,
              new LiteralFiles(literals),
              outputs.stream().map(output -> value(values, output)).toList());
      ObjectNode results = json.createObjectNode();
      for (OutputParameter output : outputs) {
        try {
          results.set(
              output.id(), publisher.publish(output.id(), output.type(), value(values, output)));
        } catch (UnfitOutputException e) {
          throw new StageOutException(output.id(), e.getMessage());
        }
      }
      long bytes = FileTrees.size(prepared);
      store.publish(jobId, prepared);
      published.accept(bytes);
      return results;
    } finally {
      FolderTree.delete(work);
    }
  }

  private static JsonNode value(ObjectNode values, OutputParameter output) {
    JsonNode value = values.get(output.id());
    return value == null ? NullNode.getInstance() : value;
  }
}
