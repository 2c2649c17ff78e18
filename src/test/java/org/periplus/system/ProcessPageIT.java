package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a process with its form, as people use it. */
@ArquillianTest
@Tag("server")
class ProcessPageIT {

  private static final String NESTED =
      """
      cwlVersion: v1.2
      $graph:
        - class: ExpressionTool
          id: word
          inputs: {}
          outputs: {word: string}
          requirements: {InlineJavascriptRequirement: {}}
          expression: '${return {word: "a"};}'
        - class: Workflow
          id: part
          inputs: {}
          outputs: {word: {type: string, outputSource: word/word}}
          steps: {word: {run: '#word', in: {}, out: [word]}}
        - class: Workflow
          id: nested
          requirements: {SubworkflowFeatureRequirement: {}}
          inputs: {}
          outputs: {word: {type: string, outputSource: inner/word}}
          steps: {inner: {run: '#part', in: {}, out: [word]}}
      """;

  private final Chromium browser = Chromium.shared();

  private final Server server = new Server("forms");

  private void openKinds() throws Exception {
    server.delete("processes/kinds?force=true");
    server.deploy(Packages.INPUTS);
    browser.open(server.uri("processes/kinds").toString());
    browser.until("the form is there", () -> browser.find("#execute").isDisplayed());
  }

  private WebElement in(String name, String selector) {
    return browser.find("#execute .field[data-name='" + name + "'] " + selector);
  }

  private void fillRequired() {
    in("word", "input").sendKeys("one\u00e9");
    in("method", "input[value='\"fixed\"']").click();
    int side = 1;
    for (WebElement each : browser.findAll("[data-name=box] .box input")) {
      each.sendKeys(side++ + ".5");
    }
    in("threshold", "input").sendKeys("0.25");
    in("sizes", ".add").click();
    in("sizes", ".item input").sendKeys("7");
  }

  private JsonNode inputsOfTheJob() throws Exception {
    browser.until("the job's page is there", () -> browser.url().contains("/jobs/"));
    String job = browser.url().replaceFirst("^.*/jobs/", "").replaceFirst("[?#].*$", "");
    return Server.json(server.get("jobs/" + job + "/definition"));
  }

  @Test
  void aFormOfAllKindsOfInputsBecomesAJob(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "hello");
    openKinds();

    fillRequired();
    in("cloud", "input").sendKeys("12.5");
    in("bands", ".add").click();
    browser.findAll("[data-name=bands] .item input").get(2).sendKeys("swir");
    browser.findAll("[data-name=bands] .up").get(2).click();
    browser.findAll("[data-name=bands] .remove").get(0).click();
    in("limit", ".kind").sendKeys("t");
    browser.findAll("[data-name=limit] .alternative input").get(1).sendKeys("some");
    in("text", "input[type=file]").sendKeys(file.toString());
    in("scene", ".href").sendKeys("https://example.org/item.json");
    in("anything", "textarea").sendKeys("{\"a\": [1, null]}");
    browser.find("#job-title").sendKeys("Lake in June");
    browser.find("#job-tags").sendKeys("lake, june");
    browser.until("the file is read", () -> in("text", ".chosen").getText().contains("a.txt"));
    browser.find("#execute [type=submit]").click();

    JsonNode definition = inputsOfTheJob();
    JsonNode inputs = definition.get("inputs");
    assertThat(definition.get("title").asText()).isEqualTo("Lake in June");
    assertThat(definition.get("tags").toString()).isEqualTo("[\"lake\",\"june\"]");
    assertThat(inputs)
        .isEqualTo(
            Server.JSON.readTree(
                """
                {"word": "one\u00e9", "count": 3, "cloud": 12.5, "fast": true, "method": "fixed",
                 "band": "b03", "bands": ["swir", "nir"], "box": {"bbox": [1.5, 2.5, 3.5, 4.5]},
                 "options": {"threshold": 0.25, "sizes": [7]}, "limit": "some",
                 "text": {"value": "aGVsbG8=", "encoding": "base64", "mediaType": "text/plain"},
                 "scene": {"href": "https://example.org/item.json"},
                 "anything": {"a": [1, null]}}
                """));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aFileIsDroppedOnItsFieldAndOneBesideItIsNotOpened() throws Exception {
    openKinds();
    fillRequired();

    drop("[data-name=word]", "lost.txt", "lost");
    drop("[data-name=text]", "b.txt", "dropped");
    browser.until(
        "the file is read", () -> in("text", ".chosen").getText().contains("b.txt (0.0 kB)"));
    assertThat(in("text", ".href").isEnabled()).isFalse();
    browser.find("#execute [type=submit]").click();

    assertThat(inputsOfTheJob().get("inputs").get("text"))
        .isEqualTo(
            Server.JSON.readTree(
                """
                {"value": "ZHJvcHBlZA==", "encoding": "base64", "mediaType": "text/plain"}
                """));
    assertThat(browser.complaints()).isEmpty();
  }

  private void drop(String target, String name, String text) {
    browser
        .page()
        .executeScript(
            """
            const [target, name, text] = arguments;
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name, {type: "text/plain"}));
            const event = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
            if (document.querySelector("#execute " + target).dispatchEvent(event)) {
              throw new Error("The browser would open the file.");
            }
            """,
            target,
            name,
            text);
  }

  @Test
  void aListThatNeedsAnItemBeginsWithOne() throws Exception {
    server.delete("processes/scenes?force=true");
    server.deploy(
        """
        {cwlVersion: v1.2, class: ExpressionTool, id: scenes, inputs: {items: 'Directory[]'},
         outputs: {}, requirements: {InlineJavascriptRequirement: {}},
         expression: '${return {};}'}
        """);
    browser.open(server.uri("processes/scenes").toString());

    in("items", ".href").sendKeys("https://example.org/item.json");
    browser.find("#execute [type=submit]").click();

    assertThat(inputsOfTheJob().get("inputs").get("items").toString())
        .isEqualTo("[{\"href\":\"https://example.org/item.json\"}]");
  }

  @Test
  void whatIsWrongStandsAtItsFieldAndTheFirstOfThemHasTheFocus() throws Exception {
    openKinds();

    fillRequired();
    in("word", "input").clear();
    browser.find("#execute [data-name=sizes] .item input").sendKeys(".5");
    browser.find("#execute [type=submit]").click();

    browser.until("the summary is there", () -> browser.find("#summary").isDisplayed());
    assertThat(in("sizes", ".item .error").getText())
        .startsWith("Input 'options': expected an object with the members threshold, sizes");
    assertThat(in("word", ".error").getText())
        .isEqualTo("Input 'word': expected a string, nothing came.");
    assertThat(browser.findAll("#summary li")).hasSize(2);
    assertThat(browser.focused().getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.url()).contains("/processes/kinds");
    Axe.check(browser.page());
  }

  @Test
  void aJobIsMadeByTheKeyboardAloneWithTheInputsOfAnother() throws Exception {
    openKinds();
    String earlier =
        server.execute(
            "kinds",
            """
            {"word": "again", "method": "otsu", "box": {"bbox": [1, 2, 3, 4]},
             "options": {"threshold": 1, "sizes": [1, 2]}, "limit": 12}
            """);

    browser.open(server.uri("processes/kinds?like=" + earlier).toString());
    browser.until(
        "the inputs are filled in",
        () -> in("word", "input").getAttribute("value").equals("again"));
    in("word", "input").sendKeys(Keys.END, "!", Keys.ENTER);

    JsonNode inputs = inputsOfTheJob().get("inputs");
    assertThat(inputs.get("word").asText()).isEqualTo("again!");
    assertThat(inputs.get("options").toString()).isEqualTo("{\"threshold\":1,\"sizes\":[1,2]}");
    assertThat(inputs.get("limit").asInt()).isEqualTo(12);
  }

  @Test
  void inputsAreKeptUnderANameWithoutSecretsAndFilledInAgain() throws Exception {
    openKinds();
    in("word", "input").sendKeys("kept");
    in("password", "input").sendKeys("hunter2");
    browser.find("#presets [data-do=save]").sendKeys(Keys.ENTER);
    Axe.check(browser.page());
    browser.find("#preset-name").sendKeys("Lake (June)", Keys.ENTER);
    browser.until("it is kept", () -> chosenPreset().equals("Lake (June)"));

    HttpResponse<String> kept = server.get("processes/kinds/presets/Lake%20(June)");
    assertThat(kept.body()).contains("\"word\":\"kept\"").doesNotContain("hunter2");

    browser.find("#presets [data-do=rename]").click();
    browser.find("#preset-name").clear();
    browser.find("#preset-name").sendKeys("Lake", Keys.ENTER);
    browser.until("it is renamed", () -> chosenPreset().equals("Lake"));
    browser.open(server.uri("processes/kinds").toString());
    in("word", "input").sendKeys("typed");
    in("bands", ".add").click();
    browser.find("#preset option[value=Lake]").click();

    browser.until(
        "it is filled in", () -> in("word", "input").getAttribute("value").equals("kept"));
    assertThat(browser.findAll("[data-name=bands] .item")).hasSize(2);
    assertThat(in("password", "input").getAttribute("value")).isEmpty();

    browser.find("#presets [data-do=delete]").click();
    browser.find("#preset-dialog [type=submit]").click();
    browser.until("it is gone", () -> chosenPreset().isEmpty());
    assertThat(server.get("processes/kinds/presets/Lake").statusCode()).isEqualTo(404);
    assertThat(browser.complaints()).isEmpty();
  }

  private String chosenPreset() {
    return browser.find("#preset").getAttribute("value");
  }

  @Test
  void theRequestIsShownAsCodeWithoutSecrets() throws Exception {
    openKinds();

    in("word", "input").sendKeys("it's");
    in("password", "input").sendKeys("hunter2");
    browser.find("#as-code summary").click();
    browser.until(
        "JSON is shown", () -> browser.find("#code pre").getText().contains("\"word\": \"it's\""));
    browser.find("#tab-json").sendKeys(Keys.ARROW_RIGHT);

    assertThat(browser.find("#code pre").getText())
        .contains("curl -X POST", "it'\\''s", "/processes/kinds/execution")
        .doesNotContain("hunter2");
    browser.type(Keys.ARROW_RIGHT);
    assertThat(browser.find("#code pre").getText()).contains("import requests", "\"fast\": True");
  }

  @Test
  void aBoxIsDrawnOnAMap() throws Exception {
    openKinds();

    in("box", ".draw").click();
    browser.find("[data-name=box] .map canvas");
    browser
        .page()
        .executeScript("document.querySelector('.map').scrollIntoView({block: 'center'})");
    WebElement map = in("box", ".map");
    browser.until(
        "the box is drawn",
        () -> {
          browser.clickAt(map, -60, 40);
          browser.clickAt(map, 60, -40);
          return !browser
              .findAll("[data-name=box] .box input")
              .get(3)
              .getAttribute("value")
              .isEmpty();
        });

    List<Double> corners =
        browser.findAll("[data-name=box] .box input").stream()
            .map(side -> Double.valueOf(side.getAttribute("value")))
            .toList();
    assertThat(corners.get(0)).isLessThan(corners.get(2));
    assertThat(corners.get(1)).isLessThan(corners.get(3));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aGeometryIsGivenByItsCornersWithoutAMouse() throws Exception {
    server.delete("processes/area?force=true");
    server.deploy(
        """
        {cwlVersion: v1.2, class: ExpressionTool, id: area, outputs: {},
         inputs: {area: {type: {type: record, fields: {
           type: {type: {type: enum, symbols: [Polygon]}}, coordinates: Any}}}},
         requirements: {InlineJavascriptRequirement: {}}, expression: '${return {};}'}
        """);
    browser.open(server.uri("processes/area").toString());
    browser.until("the form is there", () -> browser.find("#execute").isDisplayed());

    in("area", ".draw").sendKeys(Keys.ENTER);
    in("area", ".corners button").sendKeys(Keys.ENTER);
    assertThat(in("area", ".error").getText()).isEqualTo("A bounding box needs four numbers.");
    List<WebElement> corners = browser.findAll("#execute .corners input");
    List<String> degrees = List.of("6", "49.5", "8", "51");
    for (int side = 0; side < degrees.size(); side++) {
      corners.get(side).sendKeys(degrees.get(side));
    }
    in("area", ".corners button").sendKeys(Keys.ENTER);

    assertThat(Server.JSON.readTree(in("area", "textarea").getAttribute("value")))
        .isEqualTo(
            Server.JSON.readTree(
                """
                {"type": "Polygon",
                 "coordinates": [[[6, 49.5], [8, 49.5], [8, 51], [6, 51], [6, 49.5]]]}
                """));
    Axe.check(browser.page());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void undeployingSaysWhatItMeansFirst() throws Exception {
    openKinds();

    browser.until("the button works", () -> browser.find("#undeploy").isDisplayed());
    browser.find("#undeploy").click();
    browser.until(
        "it says which jobs run",
        () -> browser.find("#open-jobs").getText().contains("No job of it"));
    Axe.check(browser.page());
    browser.find("#undeploy-do").click();

    browser.until("the list is there", () -> browser.url().endsWith("/processes"));
    assertThat(server.get("processes/kinds").statusCode()).isEqualTo(404);
  }

  @Test
  void aMistakeStandsAtItsLineAndAGoodPackageIsDeployed(@TempDir Path folder) throws Exception {
    server.delete("processes/kinds?force=true");
    String mistaken = Packages.INPUTS.replace("count: {type: int?", "count: {type: integr?");
    Path bad = Files.writeString(folder.resolve("bad.cwl"), mistaken);
    Path good = Files.writeString(folder.resolve("good.cwl"), Packages.INPUTS);
    browser.open(server.uri("deploy").toString());

    browser.find("#file").sendKeys(bad.toString());

    WebElement line = browser.find(".listing .bad");
    assertThat(line.getAttribute("value")).isEqualTo("9");
    assertThat(line.findElement(By.cssSelector("code")).getText()).contains("integr?");
    assertThat(line.findElement(By.cssSelector(".error")).getText()).contains("integr");
    Axe.check(browser.page());
    assertThat(browser.find(".gutter").getText()).contains("\u2715 9");
    assertThat(browser.find("#do").isDisplayed()).isFalse();
    line.findElement(By.cssSelector("button")).click();
    assertThat(browser.focused().getAttribute("id")).isEqualTo("text");

    browser.find("#file").sendKeys(good.toString());
    browser.until("it may be deployed", () -> browser.find("#do").isDisplayed());
    assertThat(browser.find("#found").getText())
        .contains("kinds", "Any word that you like.", "No container images", "password");
    Axe.check(browser.page());
    browser.find("#do").click();

    browser.until("its page is there", () -> browser.url().endsWith("/processes/kinds"));
    assertThat(server.get("processes/kinds").statusCode()).isEqualTo(200);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aWorkflowIsDrawnBeforeItIsDeployed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("nested.cwl"), NESTED);
    browser.open(server.uri("deploy").toString());

    browser.find("#file").sendKeys(file.toString());
    browser.find("#graph [data-node=inner] .button").click();
    browser.find("#graph [data-node='inner.word']");

    assertThat(browser.focused().getAttribute("aria-label")).contains("inner");
    assertThat(server.get("processes/nested").statusCode()).isEqualTo(404);
    Axe.check(browser.page());
    HttpResponse<String> bad =
        server.send("POST", "deploy/graph", "cwlVersion: v1.2", "Accept", "image/svg+xml");
    assertThat(bad.statusCode()).as(bad.body()).isEqualTo(400);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void replacingShowsTheDifferenceByTheKeyboardAlone() throws Exception {
    openKinds();
    browser.open(server.uri("deploy?replaces=kinds").toString());
    browser.until(
        "the package is there",
        () -> browser.find("#text").getAttribute("value").contains("id: kinds"));

    browser.find("#text").sendKeys(Keys.chord(Keys.CONTROL, Keys.HOME), "# a better one\n");
    browser.type(Keys.TAB);
    browser.type(Keys.ENTER);
    browser.until("it may replace", () -> browser.find("#do").isDisplayed());

    assertThat(browser.find(".diff ins").getText()).contains("# a better one");
    assertThat(browser.findAll(".diff ins, .diff del")).hasSize(1);
    while (!"do".equals(browser.focused().getAttribute("id"))) {
      browser.type(Keys.TAB);
    }
    browser.type(Keys.ENTER);
    browser.until("its page is there", () -> browser.url().endsWith("/processes/kinds"));
    assertThat(server.get("processes/kinds/package").body()).startsWith("# a better one");
  }

  @Test
  void thePageToDeployIsAPageAlone() throws Exception {
    assertThat(server.send("GET", "deploy", "", "Accept", "application/json").statusCode())
        .isEqualTo(406);
    assertThat(server.send("GET", "deploy?replaces=none", "", "Accept", "text/html").statusCode())
        .isEqualTo(404);
  }

  @Test
  void withoutScriptsThePageSaysHowToExecute() throws Exception {
    openKinds();
    try (Chromium plain = new Chromium(Set.of(Chromium.Setting.NO_SCRIPTS))) {
      plain.open(server.uri("processes/kinds").toString());

      assertThat(plain.find("noscript pre").getText()).contains("curl -X POST", "\"word\"");
      assertThat(plain.find("#execute").isDisplayed()).isFalse();
      assertThat(plain.find(".parameters").getText()).contains("Any word that you like.");
      assertThat(new String(plain.screenshot(), StandardCharsets.ISO_8859_1)).contains("PNG");
    }
  }
}
