package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.periplus.system.Chromium.Setting;
import org.periplus.system.PageTable.Page;

/** What all pages share, as readers of all kinds meet it. */
@ArquillianTest
@Tag("server")
class PagesIT {

  private static final String PRESET = "{\"inputs\": {\"word\": \"a\"}}";

  /** What stands in the paths of pages beside jobs. */
  private static final Map<String, String> IN_PATHS =
      Map.of(
          "processID",
          "kinds",
          "presetName",
          "lake",
          "revision",
          "1",
          "step",
          "tile",
          "element",
          "0",
          "name",
          "tile");

  private final Chromium browser = Chromium.shared();

  private final Server server = new Server("pages-" + UUID.randomUUID().toString().substring(0, 8));

  private String executed(String title) throws Exception {
    JsonNode job =
        Server.json(
            server.post(
                "processes/echo/execution",
                "application/json",
                "{\"inputs\": {\"string\": \"a\"}, \"title\": \"%s\", \"tags\": [\"lake\"]}"
                    .formatted(title)));
    return job.get("jobID").asText();
  }

  private String url(String path) {
    return server.uri(path).toString();
  }

  /** Where the pages of a tenant are that has what pages can show. */
  private List<Page> pages() throws Exception {
    server.deploy(Packages.INPUTS);
    server.deploy(Packages.SLOW);
    server.deploy(Packages.OUTPUTS);
    String done = server.execute("slow", "{\"tiles\": [\"a\", \"b\"], \"seconds\": 0}");
    String failed = server.execute("slow", "{\"tiles\": [\"a\", \"bad\"], \"seconds\": 0}");
    String results = server.execute("result-kinds", "{}");
    executed(
        "A title that is longer than the screen of a telephone is wide, and has_a_long_word_in_it");
    for (String job : List.of(done, failed, results)) {
      server.awaitEnd(job);
    }
    assertThat(server.put("processes/kinds/presets/lake", "application/json", PRESET).statusCode())
        .isEqualTo(201);
    Map<String, String> values = new HashMap<>(IN_PATHS);
    values.put("jobID", done);
    values.put("failedJobID", failed);
    List<Page> pages = new ArrayList<>(PageTable.pages(values));
    pages.add(new Page("results of all kinds", "jobs/" + results + "/results"));
    return pages;
  }

  /** Colours differ by theme, and what is where by width. */
  @Test
  void nothingKeepsAnybodyFromReadingAnyPage() throws Exception {
    List<Page> pages = pages();
    lookAt(pages, "light", 1280);
    lookAt(pages, "dark", 390);
    assertThat(browser.complaints()).isEmpty();
  }

  private void lookAt(List<Page> pages, String theme, int width) {
    browser.theme(theme);
    browser.size(width, 900);
    for (Page page : pages) {
      browser.open(url(page.path()));
      Set<String> left = Set.of();
      if (page.name().equals("api")) {
        browser.find("#swagger-ui .opblock");
        left = Set.of("nested-interactive"); // Swagger UI's: decision 0134
      }
      Axe.check(browser.page(), page.name() + ", " + theme + ", " + width + " pixels", left);
    }
  }

  @Test
  void pagesFitTheScreenOfASmallTelephone() throws Exception {
    browser.size(320, 700);
    for (Page page : pages()) {
      browser.open(url(page.path()));
      assertThat(browser.page().executeScript("return document.documentElement.scrollWidth"))
          .as(page.name())
          .isEqualTo(320L);
    }
  }

  @Test
  void theListOfJobsShowsNewOnesByItselfAndRemovesManyAtOnce() throws Exception {
    browser.open(url("jobs?tag=lake"));
    String first = executed("First");
    String second = executed("Second");
    browser.until("both jobs", () -> browser.findAll("tr[data-job]").size() == 2);
    browser.until("both ended", () -> browser.findAll("td .badge.successful").size() == 2);

    browser.find("tr[data-job='" + first + "'] input").click();
    browser.find("tr[data-job='" + second + "'] input").click();
    browser.find("#remove").click();
    browser.accept();

    browser.until("no job", () -> browser.findAll("tr[data-job]").isEmpty());
    assertThat(server.get("jobs/" + first).statusCode()).isIn(404, 410);
  }

  @Test
  void theKeyboardReachesTheContentAtOnce() {
    browser.open(url("processes"));
    browser.type(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
    browser.type(Keys.ENTER);
    assertThat(browser.focused().getAttribute("id")).isEqualTo("main");
  }

  @Test
  void pagesAreWholeWithoutScriptsAndInTheReadersLanguage() throws Exception {
    String job = executed("Ein Auftrag");
    try (Chromium german = new Chromium(Set.of(Setting.NO_SCRIPTS, Setting.GERMAN))) {
      german.open(url("jobs"));
      assertThat(german.find("h1").getText()).isEqualTo("Aufträge");
      assertThat(german.find("tr[data-job='" + job + "'] td:nth-child(2)").getText())
          .contains("Ein Auftrag");
      assertThat(german.find("tr[data-job='" + job + "'] time").getText()).endsWith("UTC");
    }
  }
}
