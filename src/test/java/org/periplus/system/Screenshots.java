package org.periplus.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.system.PageTable.Page;

/**
 * Takes pictures of all pages of a server that has run the example: {@code ./periplus screenshots}.
 * Arguments: the landing page of the tenant, and the folder for the pictures.
 */
public final class Screenshots {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Integer> WIDTHS = Map.of("wide", 1280, "narrow", 390);
  private static final int HEIGHT = 900;

  /** Longer pages are cut: nobody looks at a picture of a hundred screens. */
  private static final long TALLEST = 6000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;
  private final Path folder;

  private Screenshots(URI root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Screenshots(URI.create(arguments[0]), Path.of(arguments[1])).take();
  }

  private void take() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Chromium browser = new Chromium()) {
      for (Page page : pages()) {
        for (String theme : List.of("light", "dark")) {
          for (Map.Entry<String, Integer> width : WIDTHS.entrySet()) {
            browser.theme(theme);
            browser.size(width.getValue(), HEIGHT);
            browser.open(root.resolve(page.path()).toString());
            browser.untilQuiet();
            long height = Math.min(TALLEST, browser.height());
            browser.size(width.getValue(), (int) Math.max(HEIGHT, height));
            browser.untilQuiet();
            String name = page.name() + "-" + theme + "-" + width.getKey() + ".png";
            Files.write(folder.resolve(name), browser.screenshot());
          }
        }
        System.out.println(page.name() + "  " + root.resolve(page.path()));
      }
      System.out.println("What the browser complained about: " + browser.complaints());
    }
  }

  /** What the pages are about: the example, and the last job that failed, if there is one. */
  private List<Page> pages() throws IOException, InterruptedException {
    Map<String, String> values =
        new HashMap<>(Map.of("processID", "water-bodies", "revision", "1"));
    for (JsonNode job : jobs("status=failed")) {
      values.put("failedJobID", job.path("jobID").asText());
    }
    for (JsonNode job : jobs("status=successful&processID=water-bodies")) {
      String id = job.path("jobID").asText();
      values.put("jobID", id);
      for (JsonNode run : json("jobs/" + id + "/steps").path("steps")) {
        if (run.has("name") && run.has("element")) {
          values.put("step", run.get("path").asText());
          values.put("element", run.get("element").asText());
          values.put("name", run.get("name").asText());
        }
      }
    }
    return PageTable.pages(values);
  }

  private JsonNode jobs(String query) throws IOException, InterruptedException {
    return json("jobs?limit=1&" + query).path("jobs");
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "application/json")
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }
}
