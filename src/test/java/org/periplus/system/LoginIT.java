package org.periplus.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.periplus.system.FormBrowser.Page;

/** Users of pages log in at a real Keycloak and out again, by its forms. */
@ArquillianTest
@Tag("server")
class LoginIT {

  private static final String HOST = "localhost";
  private static final String SESSION = "periplus";

  private static Keycloak keycloak;

  private final Server server = new Server("");

  @BeforeAll
  static void start() throws Exception {
    if (keycloak == null) {
      keycloak = Keycloak.start();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    keycloak.close();
  }

  private Page login(FormBrowser browser, String user, String path) throws Exception {
    Page form =
        browser.open(
            server.uri("login?issuer=keycloak&return_to=" + URLEncoder.encode(path, UTF_8)));
    assertThat(form.uri().getPort())
        .as("at Keycloak: " + form.answer().body())
        .isEqualTo(Integer.getInteger("system.test.keycloak.port"));
    return browser.submit(
        form,
        form.document().selectFirst("form#kc-form-login"),
        Map.of("username", user, "password", user));
  }

  private JsonNode me(FormBrowser browser) throws IOException, InterruptedException {
    return Server.json(
        browser.ask("GET", server.uri("me"), "", "Accept", "application/json").answer());
  }

  private static String changeToken(Page page) {
    return page.document().selectFirst("header input[name=csrf]").attr("value");
  }

  @Test
  void whoLogsInIsWhoTheirTokensWouldBe() throws Exception {
    FormBrowser browser = new FormBrowser();
    Page before = browser.open(server.uri("processes"));
    assertThat(before.document().selectFirst("header a#login").attr("href"))
        .endsWith("/ogc-api/login?return_to=%2Fogc-api%2Fprocesses");

    Page page = login(browser, "dora", "/ogc-api/processes?limit=5");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.uri()).isEqualTo(server.uri("processes?limit=5"));
    assertThat(page.document().selectFirst("header .account").text()).isEqualTo("dora");
    JsonNode me = me(browser);
    assertThat(me.get("name").asText()).isEqualTo("dora");
    assertThat(me.get("role").asText()).isEqualTo("deployer");
    assertThat(me.get("rule").asText())
        .isEqualTo("periplus.security.roles.deployer=role:periplus-deployer");
    assertThat(browser.setCookies())
        .filteredOn(header -> header.startsWith(SESSION + "="))
        .singleElement()
        .asString()
        .contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(browser.visited())
        .filteredOn(uri -> uri.getHost().equals(HOST))
        .allSatisfy(uri -> assertThat(uri.toString()).doesNotContain("token"));
  }

  @Test
  void changesNeedTheTokenOfThePages() throws Exception {
    FormBrowser browser = new FormBrowser();
    String token = changeToken(login(browser, "emil", "/ogc-api/processes/echo"));
    URI execution = server.uri("processes/echo/execution");
    String request = "{\"inputs\": {\"string\": \"a\"}}";
    String[] usual = {"Content-Type", "application/json", "Accept", "application/json"};

    Page without = browser.ask("POST", execution, request, usual);
    assertThat(without.status()).as(without.answer().body()).isEqualTo(403);
    assertThat(without.answer().body()).contains("X-CSRF-Token");
    for (String[] site :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}
        }) {
      Page other =
          browser.ask(
              "POST",
              execution,
              request,
              "Content-Type",
              "text/plain",
              "X-CSRF-Token",
              token,
              site[0],
              site[1]);
      assertThat(other.status()).as(String.join(": ", site)).isEqualTo(403);
    }
    Page with =
        browser.ask(
            "POST",
            execution,
            request,
            "Content-Type",
            "application/json",
            "Prefer",
            "respond-async;return=representation",
            "X-CSRF-Token",
            token);
    assertThat(with.status()).as(with.answer().body()).isBetween(200, 201);
    String job = Server.json(with.answer()).get("jobID").asText();
    assertThat(
            Server.json(
                    browser
                        .ask("GET", server.uri("jobs/" + job), "", "Accept", "application/json")
                        .answer())
                .get("owner")
                .asText())
        .isEqualTo("emil");
    // a link is no order to work, whatever it is followed by
    Page link =
        browser.ask("GET", server.uri("processes/echo/execution?string=a"), "", "Accept", "*/*");
    assertThat(link.document().select("form#execute")).hasSize(1);
  }

  @Test
  void theLogoutEndsTheSessionHereAndAtTheProvider() throws Exception {
    FormBrowser browser = new FormBrowser();
    Page page = login(browser, "rita", "/ogc-api/");
    String secret = browser.cookie(HOST, SESSION);
    Page forged =
        browser.ask(
            "POST",
            server.uri("logout"),
            "csrf=x",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(forged.status()).isEqualTo(403);

    Element form = page.document().selectFirst("header form");
    Page after = browser.submit(page, form, Map.of());

    assertThat(after.uri()).isEqualTo(server.uri(""));
    assertThat(after.document().select("header a#login")).hasSize(1);
    assertThat(me(browser).get("anonymous").asBoolean()).isTrue();
    browser.plant(HOST, SESSION, secret);
    assertThat(me(browser).get("anonymous").asBoolean()).as("the old cookie").isTrue();
    Page again = browser.open(server.uri("login?issuer=keycloak"));
    assertThat(again.document().select("form#kc-form-login")).as("asks who it is").hasSize(1);
  }

  @Test
  void aLogoutAtTheProviderEndsTheSessionHere() throws Exception {
    FormBrowser browser = new FormBrowser();
    login(browser, "olga", "/ogc-api/");
    assertThat(me(browser).get("name").asText()).isEqualTo("olga");

    keycloak.logOut("olga");

    assertThat(me(browser).get("anonymous").asBoolean()).isTrue();
  }

  @Test
  void aRoleThatIsTakenAwayCountsNoLonger() throws Exception {
    FormBrowser browser = new FormBrowser();
    login(browser, "dora", "/ogc-api/");
    assertThat(me(browser).get("role").asText()).isEqualTo("deployer");
    String waiting = server.created("{\"process\": \"echo\", \"inputs\": {\"string\": \"a\"}}");
    FormBrowser.Stream events = browser.stream(server.uri("jobs/" + waiting + "/events"));
    keycloak.takeRole("dora", "periplus-deployer");
    try {
      // the tests' server asks again after a second
      TimeUnit.MILLISECONDS.sleep(1100);
      JsonNode me = me(browser);
      assertThat(me.get("name").asText()).isEqualTo("dora");
      assertThat(me.has("role")).as(me.toString()).isFalse();
      assertThat(events.whole()).contains("event: status").contains("event: expired");
    } finally {
      server.delete("jobs/" + waiting);
      keycloak.giveRole("dora", "periplus-deployer");
    }
  }

  @Test
  void answersOfTheProviderCountOnceAndInTheirBrowserAlone() throws Exception {
    FormBrowser browser = new FormBrowser();
    login(browser, "emil", "/ogc-api/");
    URI callback =
        browser.visited().stream()
            .filter(uri -> uri.getPath().equals("/ogc-api/login/keycloak"))
            .findFirst()
            .orElseThrow();
    assertThat(new FormBrowser().open(callback).status()).as("another browser").isEqualTo(400);
    assertThat(browser.open(callback).status()).as("once more").isEqualTo(400);

    FormBrowser victim = new FormBrowser();
    Page begun = victim.ask("GET", server.uri("login?issuer=keycloak"), "");
    assertThat(begun.status()).isEqualTo(303);
    Page planted = victim.open(callback);
    assertThat(planted.status()).as("another one's code and state").isEqualTo(400);
    assertThat(planted.answer().body()).contains("not to the login that this browser began");
    assertThat(me(victim).get("anonymous").asBoolean()).isTrue();
  }

  @Test
  void aSessionThatSomebodyPlantedIsNotTheOneOfWhoLogsIn() throws Exception {
    FormBrowser attacker = new FormBrowser();
    login(attacker, "nora", "/ogc-api/");
    String planted = attacker.cookie(HOST, SESSION);
    FormBrowser victim = new FormBrowser();
    victim.plant(HOST, SESSION, planted);
    login(victim, "olga", "/ogc-api/");
    assertThat(victim.cookie(HOST, SESSION)).isNotEqualTo(planted);
    assertThat(me(attacker).get("anonymous").asBoolean()).as("the planted one has ended").isTrue();
    assertThat(me(victim).get("name").asText()).isEqualTo("olga");
  }

  @Test
  void aTokenSaysMoreThanACookie() throws Exception {
    FormBrowser browser = new FormBrowser();
    login(browser, "olga", "/ogc-api/");
    Page page =
        browser.ask(
            "GET",
            server.uri("me"),
            "",
            "Accept",
            "application/json",
            "Authorization",
            "Bearer " + keycloak.token("notebook", "rita"));
    assertThat(Server.json(page.answer()).get("name").asText()).isEqualTo("rita");
  }

  @Test
  void pagesSayWhoseTheyAreAndAreNotKeptForOthers() throws Exception {
    FormBrowser browser = new FormBrowser();
    Page rita = login(browser, "rita", "/ogc-api/conformance");
    String tag = rita.answer().headers().firstValue("ETag").orElseThrow();
    assertThat(rita.answer().headers().firstValue("Cache-Control").orElseThrow())
        .contains("private");
    assertThat(List.of(String.join(",", rita.answer().headers().allValues("Vary"))))
        .singleElement()
        .asString()
        .contains("Cookie");
    Page other = new FormBrowser().ask("GET", server.uri("conformance"), "", "If-None-Match", tag);
    assertThat(other.status()).as("not 304").isEqualTo(200);
    assertThat(other.answer().body()).doesNotContain("rita");
  }

  @Test
  void loginsAndLogoutsStandInTheAuditTrail() throws Exception {
    FormBrowser browser = new FormBrowser();
    Page page = login(browser, "nora", "/ogc-api/me");
    browser.submit(page, page.document().selectFirst("header form"), Map.of());
    inTheTrail("GET /login/{issuer}", "nora");
    inTheTrail("POST /logout", "nora");
  }

  private void inTheTrail(String operation, String user) throws Exception {
    URI trail =
        server.uri("audit?user=" + user + "&operation=" + URLEncoder.encode(operation, UTF_8));
    String olga = "Bearer " + keycloak.token("notebook", "olga");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    String found = "";
    while (!found.contains("\"user\":\"" + user + "\"")) {
      assertThat(System.nanoTime() - deadline).as(found).isNegative();
      TimeUnit.MILLISECONDS.sleep(200);
      found =
          new FormBrowser()
              .ask("GET", trail, "", "Accept", "application/json", "Authorization", olga)
              .answer()
              .body();
    }
  }

  /** The same in a real browser, with its own rules for cookies, forms and scripts. */
  @Test
  void aBrowserLogsInExecutesAndLogsOut() {
    try (Chromium browser = new Chromium()) {
      browser.open(server.uri("processes/echo/execution?string=hello").toString());
      browser.find("#login").click();
      browser.find("ul.links a[href*='issuer=keycloak']").click();
      browser.find("#username").sendKeys("emil");
      browser.find("#password").sendKeys("emil");
      browser.find("#kc-login").click();

      assertThat(browser.find("header .account").getText()).isEqualTo("emil");
      assertThat(browser.url()).endsWith("/processes/echo/execution?string=hello");
      browser.find("#execute button:enabled").click();
      assertThat(browser.find("#state .badge").isDisplayed()).isTrue();
      assertThat(browser.url()).contains("/ogc-api/jobs/");

      // Swagger UI tries a change as who is logged in
      browser.open(server.uri("api").toString());
      browser.find("[id$='-execute'] .opblock-summary-control").click();
      assertThat(browser.find(".opblock.is-open").isDisplayed()).isTrue();

      browser.find("header form button").click();
      assertThat(browser.find("#login").isDisplayed()).isTrue();
      assertThat(browser.url()).isEqualTo(server.uri("").toString());
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
