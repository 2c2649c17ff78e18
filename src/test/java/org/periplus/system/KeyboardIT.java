package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.periplus.system.Chromium.Setting;

/** The way from the home page to results, by those who have no mouse. */
@ArquillianTest
@Tag("server")
class KeyboardIT {

  private final Server server = new Server("keys-" + UUID.randomUUID().toString().substring(0, 8));
  private final Chromium browser = Chromium.shared();

  @BeforeEach
  void deploy() throws Exception {
    server.deploy(Packages.INPUTS);
    server.deploy(Packages.SLOW);
  }

  /** From the home page to that of a process. */
  private void choose(Chromium browser, String process) {
    browser.open(server.uri("").toString());
    browser.follow("main .toolbar a[href$='/processes']");
    browser.follow("main a[href$='/processes/" + process + "']");
  }

  private static String in(String name, String selector) {
    return "#execute .field[data-name='" + name + "'] " + selector;
  }

  private String job() {
    browser.until("the job's page", () -> browser.url().contains("/jobs/"));
    return browser.url().replaceFirst("^.*/jobs/", "").replaceFirst("[/?#].*$", "");
  }

  /** On a telephone, to which a keyboard may be connected. */
  @Test
  void aFormOfAllKindsOfInputsIsFilledInAndItsResultsAreRead() throws Exception {
    browser.size(390, 844);
    choose(browser, "kinds");
    browser.until("the form is there", () -> browser.find("#execute").isDisplayed());

    fillIn();

    String job = job();
    server.awaitEnd(job);
    browser.find("#state .badge.successful");
    browser.follow("#state a[href$='/results']");
    JsonNode definition = server.definition(job);
    assertThat(definition.get("title").asText()).isEqualTo("By keys");
    assertThat(definition.get("inputs"))
        .isEqualTo(
            Server.JSON.readTree(
                """
                {"word": "one", "method": "fixed", "box": {"bbox": [1, 2, 3, 4]},
                 "options": {"threshold": 0.25, "sizes": [7]}, "count": 34, "cloud": 12.5,
                 "fast": false, "band": "b04", "bands": ["green", "swir", "nir"], "limit": "some",
                 "anything": {"a": [1, null]}}
                """));
    assertThat(browser.complaints()).isEmpty();
  }

  private void fillIn() {
    browser.tabTo(in("word", "input"));
    browser.type("one");
    browser.tabTo(in("method", "input"));
    browser.type(Keys.SPACE, Keys.ARROW_RIGHT);
    browser.tabTo(in("box", ".box input"));
    browser.type("1", Keys.TAB, "2", Keys.TAB, "3", Keys.TAB, "4");
    browser.tabTo(in("threshold", "input"));
    browser.type("0.25");
    browser.tabTo(in("sizes", ".add"));
    browser.type(Keys.SPACE, "7");
    browser.tabTo(in("count", "input"));
    browser.type(Keys.END, "4");
    browser.tabTo(in("cloud", "input"));
    browser.type("12.5");
    browser.tabTo(in("fast", "select"));
    browser.type("f");
    browser.tabTo(in("band", "select"));
    browser.type(Keys.ARROW_DOWN);
    browser.tabTo(in("bands", ".add"));
    browser.type(Keys.SPACE, "swir");
    browser.tabTo(in("bands", ".item:nth-child(3) .up"));
    browser.type(Keys.SPACE);
    browser.tabTo(in("limit", ".kind"));
    browser.type("t");
    browser.tabTo(in("limit", ".alternative input"));
    browser.type("some");
    browser.tabTo(in("text", "input[type=file]"));
    browser.tabTo(in("scene", ".href"));
    browser.tabTo(in("anything", "textarea"));
    browser.type("{\"a\": [1, null]}");
    browser.tabTo(in("password", "input"));
    browser.tabTo("#job-title");
    browser.type("By keys");
    browser.tabTo("#execute [type=submit]");
    browser.type(Keys.ENTER);
  }

  @Test
  void aJobIsDismissedAndAnotherOneRestarted() throws Exception {
    String running = executed("a", 300);
    browser.open(server.uri("jobs/" + running).toString());
    browser.until("the button works", () -> browser.find("#dismiss").isDisplayed());
    browser.tabTo("#dismiss");
    browser.type(Keys.ENTER);
    browser.find("#dismiss-dialog[open]");
    browser.tabTo("#dismiss-dialog [data-action=dismiss]");
    browser.type(Keys.ENTER);
    browser.find("#state .badge.dismissed");

    String failed = executed("bad", 0);
    server.awaitEnd(failed);
    browser.open(server.uri("jobs").toString());
    browser.follow("#jobs a[href$='" + failed + "']");
    browser.until("the button works", () -> browser.find("#restart").isDisplayed());
    browser.tabTo("#restart");
    browser.type(Keys.ENTER);
    browser.tabTo("#memory");
    browser.type("128", Keys.ENTER);
    browser.until("another attempt", () -> server.attempts(failed) == 2);
    server.awaitEnd(failed);
  }

  private String executed(String tile, int seconds) throws Exception {
    return server.execute(
        "slow", "{\"tiles\": [\"%s\"], \"seconds\": %d}".formatted(tile, seconds));
  }

  /** As far as pages go without: what needs scripts says so, and how else it is done. */
  @Test
  void withoutScriptsTheSameWayLeadsToTheLog() throws Exception {
    String job = executed("bad", 0);
    server.awaitEnd(job);
    try (Chromium plain = new Chromium(Set.of(Setting.NO_SCRIPTS))) {
      plain.size(390, 844);
      choose(plain, "slow");
      assertThat(plain.find("noscript pre").getText()).contains("curl -X POST", "\"tiles\"");
      plain.follow("main a[href$='/jobs/" + job + "']");
      assertThat(plain.find("main").getText()).contains("ERROR no water here");
      plain.follow("#failure a[href*='/logs/']");
      assertThat(plain.find("main").getText()).contains("tile <b>bad</b>");
    }
  }
}
