package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.periplus.api.exchange.Exchange;
import org.periplus.api.exchange.StalledExchanges;
import org.periplus.api.exchange.WatchedResponse;
import org.periplus.api.http.ClientUrl;

/**
 * In place of the pages with which servers answer errors of their own, which name the server and
 * are HTML whatever was asked for: a problem document. {@code WEB-INF/web.xml} sends them here.
 * Threads share it.
 */
@WebServlet(urlPatterns = ErrorPage.PATH, asyncSupported = true)
public class ErrorPage extends HttpServlet {

  static final String PATH = "/periplus/error";

  private static final long serialVersionUID = 1L;

  private static final Map<Integer, Refusal> KNOWN =
      Map.of(
          400, Refusal.malformed("The request is not well formed."),
          403, new Refusal(403, "Forbidden", "This is not allowed."),
          404, new Refusal(404, "Not Found", "There is nothing at this address."),
          405, new Refusal(405, "Method Not Allowed", "This method is not allowed here."),
          406, new Refusal(406, "Not Acceptable", "There is no such representation here."),
          413, new Refusal(413, "Content Too Large", "The body is too large."),
          415, new Refusal(415, "Unsupported Media Type", "No such body is read here."),
          503, new Refusal(503, "Service Unavailable", "Please try again later."));

  private static final System.Logger LOG = System.getLogger(ErrorPage.class.getName());

  private static final Refusal UNEXPECTED =
      new Refusal(500, "Internal Server Error", "An unexpected error; the server's log has it.");

  // Servers make servlets by their constructor without parameters.
  @Inject private transient SecurityHeaders headers;
  @Inject private transient ClientUrl url;
  @Inject private transient StalledExchanges stalled;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    headers.set(request, response);
    Exchange exchange = stalled.begin(url.client(request), request);
    WatchedResponse answer = new WatchedResponse(response, exchange);
    try {
      of(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)).send(request, answer);
      answer.finish();
    } catch (IOException e) {
      // Who asked has gone, which is no fault of this server: its log has no stack trace of it.
      LOG.log(System.Logger.Level.DEBUG, "A client left before its answer.", e);
    } finally {
      stalled.over(exchange);
    }
  }

  /** Who asks for this page itself finds nothing. */
  private static Refusal of(Object status) {
    if (status == null) {
      return KNOWN.get(404);
    }
    int code = status instanceof Integer number ? number : 500;
    return KNOWN.getOrDefault(
        code, code < 500 ? new Refusal(code, "Refused", "The request is refused.") : UNEXPECTED);
  }
}
