package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user who opens the page of a device's login, says who they are, and yes: by Keycloak's forms.
 */
final class DeviceApproval {

  private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(code)\" value=\"([^\"]*)\"");

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new LocalCookies())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** To browsers this machine is as good as TLS: they send it cookies that are for TLS alone. */
  private static final class LocalCookies extends CookieManager {

    LocalCookies() {
      super(null, CookiePolicy.ACCEPT_ALL);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      super.put(uri, headers);
      getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
    }
  }

  /** Opens the page and goes through to its end. */
  void approve(String page, String user) throws IOException, InterruptedException {
    HttpResponse<String> login =
        browser.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString());
    HttpResponse<String> grant = post(login, "username=" + user + "&password=" + user);
    Matcher code = HIDDEN.matcher(grant.body());
    assertThat(code.find()).as(grant.body()).isTrue();
    HttpResponse<String> end =
        post(
            grant,
            "code=" + URLEncoder.encode(code.group(2), StandardCharsets.UTF_8) + "&accept=Yes");
    assertThat(end.body()).contains("Device Login Successful");
  }

  private HttpResponse<String> post(HttpResponse<String> page, String form)
      throws IOException, InterruptedException {
    Matcher action = ACTION.matcher(page.body());
    assertThat(action.find()).as(page.body()).isTrue();
    return browser.send(
        HttpRequest.newBuilder(page.uri().resolve(action.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }
}
