package org.periplus.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Absolute URLs of the resources, as the client of the current request reaches them. */
@RequestScoped
public class Links {

  public static final String JSON = "application/json";

  /** HTML, which browsers name first; who takes anything gets JSON. */
  public static final String PAGE = "text/html;qs=0.9";

  public static final String REL = "http://www.opengis.net/def/rel/ogc/1.0/";

  /** The property of a request that holds the URL of the landing page. */
  public static final String LANDING_PAGE = "org.periplus.landing-page";

  /** The property of a request that holds its own URL as the client knows it, without query. */
  public static final String SELF = "org.periplus.self";

  private String root = "/ogc-api";

  /** The links of a client that reaches the API at this URL, which has no slash at its end. */
  public static Links at(String landingPage) {
    Links links = new Links();
    links.root = landingPage;
    return links;
  }

  /** Sets the URL of the landing page, before the request reaches its resource. */
  void beginAt(String landingPage) {
    root = landingPage;
  }

  /** The same links for a thread that goes on with the request after this one. */
  public Links captured() {
    return at(root);
  }

  /** The URL of the landing page. */
  public String landingPage() {
    return root + "/";
  }

  /** The URL of a path below the landing page. */
  public String to(String path) {
    return root + "/" + path;
  }

  /** The URL of a process. */
  public String process(String id) {
    return to("processes/" + encoded(id));
  }

  /** The URL of a job. */
  public String job(UUID id) {
    return to("jobs/" + id);
  }

  /** The URL of a step of a job. */
  public String step(UUID jobId, String path) {
    return job(jobId) + "/steps/" + encoded(path);
  }

  /** The URL of the results of a job. */
  public String results(UUID jobId) {
    return job(jobId) + "/results";
  }

  /** The URL of one output of a job. */
  public String output(UUID jobId, String output) {
    return results(jobId) + "/" + encoded(output);
  }

  /** The URL of a published result file of a job. */
  public String file(UUID jobId, String path) {
    StringBuilder url = new StringBuilder(job(jobId)).append("/files");
    for (String segment : path.split("/", -1)) {
      url.append('/').append(encoded(segment));
    }
    return url.toString();
  }

  /** The link from a representation in JSON, at this URL, to the same as a page. */
  public static Link asPage(String url) {
    return new Link(
        "This document as a page",
        "alternate",
        MediaType.TEXT_HTML,
        url + (url.contains("?") ? "&" : "?") + "f=html");
  }

  /** The URL as a value of a {@code Location} header. */
  public static URI location(String url) {
    return URI.create(url);
  }

  public static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
