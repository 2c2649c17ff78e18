package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** Query parameters, and methods where they are not meant. */
final class QueryAttacks {

  private static final String KIND = "query";

  private QueryAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String query :
        List.of(
            "limit=-1",
            "limit=0",
            "limit=99999999999999999999",
            "limit=1e9",
            "limit=%zz",
            "limit=1&limit=2",
            "limit=NaN",
            "datetime=../..",
            "datetime=0000-00-00T99:99:99Z",
            "datetime=9999999999-01-01T00:00:00Z/..",
            "minDuration=-1",
            "maxDuration=99999999999999999999999",
            "minDuration=PT1S",
            "status=%3Cscript%3Eattack(1)%3C/script%3E",
            "type=none",
            "processID=%00",
            "processID=' OR 1=1 --".replace(" ", "%20"),
            "processID=%27%3BDROP%20TABLE%20job%3B--",
            "processID=" + "a".repeat(5000),
            "processID=%22%3E%3Cscript%3Eattack(1)%3C/script%3E",
            "cursor=../../etc/passwd",
            "cursor=AAAA",
            "cursor=" + "A".repeat(5000),
            "after=%ff",
            "f=../../etc/passwd",
            "f=%3Cscript%3Eattack(1)%3C/script%3E",
            "f=exe",
            "q=" + "%28".repeat(1000),
            "a=b&".repeat(2000),
            "=".repeat(2000),
            "%F0%9F%92%A9=1",
            "x[__proto__][y]=1".replace("[", "%5B").replace("]", "%5D"))) {
      for (String place : List.of("jobs", "processes")) {
        Request request =
            Request.get(target.path(place + "?" + query))
                .with("Accept: text/html, application/json;q=0.9");
        rows.add(RequestAttack.harmless(KIND, place + "?" + shortened(query), request));
      }
    }
    for (String method :
        List.of("TRACE", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "BREW", "get", "POST")) {
      rows.add(
          RequestAttack.refusedByListener(
              KIND,
              method + " on the landing page",
              Request.of(method, target.path("")).with("Content-Length: 0")));
    }
    return rows;
  }

  private static String shortened(String text) {
    return text.length() > 50 ? text.substring(0, 25) + "… of " + text.length() + " signs" : text;
  }
}
