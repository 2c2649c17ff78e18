package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.file.AllOf;
import org.periplus.staging.file.FileNames;

/** The stage-in of one job, done once. {@link #stop} may be called by any thread. */
public final class StageInRun {

  private final StagingTools tools;
  private final Downloads downloads;

  StageInRun(StagingTools tools, Downloads downloads) {
    this.tools = tools;
    this.downloads = downloads;
  }

  /**
   * Replaces each File and Directory object that is a reference ({@code http:}, {@code https:},
   * {@code s3:}, {@code data:}) by one with a {@code path} and a {@code basename}. A Directory may
   * be the URL of a STAC item or catalog: it becomes a folder with {@code catalog.json}, the items
   * and their assets. Literals (a File by its {@code contents}, a Directory by its {@code
   * listing}), what lies below the folder already and all other values stay as they are. The call
   * blocks until all is there, and ends early when its thread is interrupted.
   *
   * @param inputs the CWL input object; it is left as it is
   * @param folder where files go: {@code <input>/<n>/<basename>}; what an earlier call left there
   *     is replaced
   * @throws StageInException when something cannot be fetched, is not allowed to be, or {@link
   *     #stop} was called
   */
  public ObjectNode stage(ObjectNode inputs, Path folder) throws StageInException {
    Path jobFolder = folder.toAbsolutePath();
    ObjectNode staged = JsonNodeFactory.instance.objectNode();
    Map<String, InputStaging> stagings = new LinkedHashMap<>();
    try (downloads) {
      for (Map.Entry<String, JsonNode> input : inputs.properties()) {
        String name = input.getKey();
        Path own = jobFolder.resolve(FileNames.safe(name));
        InputStaging staging = new InputStaging(tools, downloads, name, jobFolder, own);
        stagings.put(name, staging);
        staged.set(name, named(name, () -> staging.stage(input.getValue())));
      }
      await(stagings.values().stream().flatMap(each -> each.running().stream()).toList());
      for (Map.Entry<String, InputStaging> each : stagings.entrySet()) {
        named(
            each.getKey(),
            () -> {
              each.getValue().complete();
              return null;
            });
      }
    }
    return staged;
  }

  private static <T> T named(String input, Downloads.Task<T> task) throws StageInException {
    try {
      return task.run();
    } catch (FetchException e) {
      throw new StageInException(input, e);
    }
  }

  /** Waits for all of them, or for the first that fails: then the others are stopped. */
  private static void await(List<CompletableFuture<?>> running) throws StageInException {
    try {
      AllOf.all(running).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageInException("(all)", "what is left", "the download was interrupted");
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private static StageInException cause(ExecutionException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof StageInException known) {
        return known;
      }
    }
    throw new IllegalStateException(failure.getCause());
  }

  /** How many bytes have come. */
  public long bytes() {
    return downloads.bytes();
  }

  /** Ends all downloads: {@link #stage} then fails soon. */
  public void stop() {
    downloads.stop();
  }
}
