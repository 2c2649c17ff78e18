package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fetches the inputs of a job that are references. Shared by threads; a call blocks until all is
 * there, and ends early when its thread is interrupted.
 */
public final class StageIn {

  private final HttpFetch http;
  private final StageInSettings settings;
  private final ObjectMapper json;

  /**
   * Stage-in over HTTP.
   *
   * @param client one that does not follow redirects by itself, as {@link #client} gives it
   */
  public StageIn(HttpClient client, StageInSettings settings) {
    this.http = new HttpFetch(client, settings);
    this.settings = settings;
    this.json = new ObjectMapper();
  }

  /** A client that fits the settings. */
  public static HttpClient client(StageInSettings settings) {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .build();
  }

  /**
   * Replaces each File and Directory object that is a reference ({@code http:}, {@code https:},
   * {@code data:}) by one with a {@code path} and a {@code basename}. A Directory may be the URL of
   * a STAC item: it becomes a folder with {@code catalog.json}, the item and its assets. Literals
   * (a File by its {@code contents}, a Directory by its {@code listing}), what lies below the
   * folder already and all other values stay as they are.
   *
   * @param inputs the CWL input object; it is left as it is
   * @param folder where files go: {@code <input>/<n>/<basename>}; what an earlier call left there
   *     is replaced
   * @throws StageInException when something cannot be fetched, or is not allowed to be
   */
  public ObjectNode stage(ObjectNode inputs, Path folder) throws StageInException {
    ByteBudget budget = new ByteBudget(settings.maxBytes());
    ObjectNode staged = json.createObjectNode();
    for (Map.Entry<String, JsonNode> input : inputs.properties()) {
      try {
        Path own = folder.toAbsolutePath().resolve(FileNames.safe(input.getKey()));
        InputStaging staging =
            new InputStaging(http, settings, json, budget, folder.toAbsolutePath(), own);
        staged.set(input.getKey(), staging.stage(input.getValue()));
      } catch (FetchException e) {
        throw new StageInException(input.getKey(), e.reference(), e.getMessage());
      }
    }
    return staged;
  }
}
