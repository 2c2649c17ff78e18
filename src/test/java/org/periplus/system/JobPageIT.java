package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of a job in a browser: it lives, and does something to the job. */
@ArquillianTest
@Tag("server")
class JobPageIT {

  private static final String PLACES =
      """
      cwlVersion: v1.2
      class: ExpressionTool
      id: places
      requirements: {InlineJavascriptRequirement: {}}
      inputs:
        box: {type: {type: record, fields: {bbox: 'double[]', crs: 'string?'}}}
        scene: {type: File?}
      outputs: {}
      expression: '${return {};}'
      """;

  private final Server server = new Server("job-page");
  private final Chromium browser = Chromium.shared();

  @BeforeEach
  void deploy() throws Exception {
    if (server.get("processes/slow").statusCode() != 200) {
      server.deploy(Packages.SLOW);
    }
  }

  private String execute(int seconds, String... tiles) throws Exception {
    return server.execute(
        "slow",
        "{\"seconds\": %d, \"tiles\": [\"%s\"]}".formatted(seconds, String.join("\",\"", tiles)));
  }

  private void open(Chromium browser, String job) {
    browser.open(server.uri("jobs/" + job).toString());
  }

  @Test
  void aJobReachesItsEndOnItsPageWithoutAReload() throws Exception {
    String job = execute(12, "a", "b");
    open(browser, job);
    browser.page().executeScript("window.untouched = true");
    browser.until("what runs now", () -> browser.find("#now").getText().contains("tile"));

    browser.find("#state .badge.successful");

    browser.until(
        "the timeline", () -> browser.find("#timeline").getText().contains("2 of 2 done"));
    assertThat(browser.page().executeScript("return window.untouched")).isEqualTo(true);
    assertThat(browser.findAll("#dismiss")).isEmpty();
    browser.until(
        "told to screen readers",
        () ->
            browser
                .page()
                .executeScript("return said.textContent")
                .toString()
                .contains("successful"));
    assertThat(browser.complaints()).isEmpty();
    Axe.check(browser.page());
  }

  @Test
  void placesAmongTheInputsAreShownOnAMap() throws Exception {
    String job = execute(0, "a");
    server.delete("processes/places?force=true");
    server.deploy(PLACES);
    String placed =
        server.execute(
            "places",
            """
            {"box": {"bbox": [6, 49, 8, 51]}, "scene": {"href": "https://example.org/a.tif"}}
            """);
    open(browser, job);
    assertThat(browser.findAll(".inputs")).hasSize(1);
    assertThat(browser.page().executeScript("return document.querySelector('.map')")).isNull();

    open(browser, placed);
    browser.page().executeScript("document.querySelector('.shapes').scrollIntoView()");
    browser.find(".shapes[data-shown='1'] canvas");

    assertThat(browser.find(".inputs a").getAttribute("href"))
        .isEqualTo("https://example.org/a.tif");
    assertThat(browser.complaints()).isEmpty();
    Axe.check(browser.page());
  }

  @Test
  void aLogIsReadWhileItIsWritten() throws Exception {
    String job = execute(5, "bad");
    server.await(job, status -> status.get("links").toString().contains("/logs/tile.log"));
    browser.open(server.uri("jobs/" + job + "/logs/tile.log#L2").toString());
    browser.page().executeScript("window.untouched = true");

    browser.until(
        "what comes is shown",
        () -> browser.find("#log").getText().contains("ERROR no water here"));

    assertThat(browser.page().executeScript("return window.untouched")).isEqualTo(true);
    assertThat(browser.find("#log .c1").getText()).isEqualTo("tile <b>bad</b>");
    assertThat(browser.find("#log mark.error").getText()).contains("ERROR no water here");
    assertThat(browser.findAll(".marked")).as("the line of the link").hasSize(1);
    assertThat(server.get("jobs/" + job + "/logs/tile.log").body())
        .as("programs get text")
        .startsWith("[periplus]");
    assertThat(browser.complaints()).isEmpty();
    Axe.check(browser.page());
    server.awaitEnd(job);
  }

  @Test
  void aJobIsDismissedByTheKeyboard() throws Exception {
    String job = execute(300, "a");
    open(browser, job);
    browser.until("the button works", () -> browser.find("#dismiss").isDisplayed());
    browser.find("#state .badge.running"); // What changes then is not changed under the key.

    browser.page().executeScript("document.getElementById('dismiss').focus()");
    browser.type(Keys.ENTER);
    browser.find("#dismiss-dialog[open]");
    browser.type(Keys.ESCAPE);
    browser.until("nothing happened", () -> browser.findAll("dialog[open]").isEmpty());
    browser.page().executeScript("document.getElementById('dismiss').focus()");
    browser.type(Keys.ENTER);
    browser.find("#dismiss-dialog[open]");
    browser.typeHolding(Keys.SHIFT, Keys.TAB);
    browser.type(Keys.ENTER);

    browser.find("#state .badge.dismissed");
    assertThat(server.status(job).get("status").asText()).isEqualTo("dismissed");
  }

  @Test
  void aFailedJobShowsWhereItFailedAndIsRestartedAndRunAgain() throws Exception {
    String job = execute(0, "good", "bad");
    server.awaitEnd(job);
    open(browser, job);

    assertThat(browser.find("#failure .tail").getText())
        .contains("ERROR no water here", "tile <b>bad</b>");
    Axe.check(browser.page());
    browser.until("the button works", () -> browser.find("#restart").isDisplayed());
    browser.find("#restart").click();
    browser.find("#memory").sendKeys("128");
    browser.find("#restart-form .button").click();
    browser.until("another attempt", () -> server.attempts(job) == 2);
    server.awaitEnd(job);
    browser.until("it failed again", () -> !browser.findAll("#restart").isEmpty());

    browser.find("#again").click();

    browser.until("another job", () -> !browser.url().endsWith(job));
    String again = browser.url().replaceFirst(".*/", "");
    assertThat(server.status(again).get("processID").asText()).isEqualTo("slow");
    server.awaitEnd(again);
  }

  @Test
  void withoutScriptsThePageIsWhole() throws Exception {
    String job = execute(0, "bad");
    server.awaitEnd(job);
    String running = execute(300, "a");
    try (Chromium plain = new Chromium(Set.of(Chromium.Setting.NO_SCRIPTS))) {
      open(plain, job);
      String page = plain.find("main").getText();
      assertThat(page).contains("failed", "ERROR no water here", "Timeline", "tiles", "bad");
      assertThat(page).contains("need JavaScript");

      open(plain, running);
      server.await(running, status -> status.get("status").asText().equals("running"));
      plain.until("it reloads itself", () -> plain.find("main").getText().contains("Running now"));
    } finally {
      server.delete("jobs/" + running);
    }
  }
}
