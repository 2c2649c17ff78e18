package org.periplus.web.graph;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which boxes are open, and the links that open or close one more. Immutable. */
record OpenBoxes(List<String> open) {

  /** The query of the same picture with a box opened, or with it closed. */
  String toggled(String id) {
    Set<String> then = new LinkedHashSet<>(open);
    if (!then.remove(id)) {
      then.add(id);
    }
    StringBuilder query = new StringBuilder("?");
    then.forEach(
        each ->
            query
                .append(query.length() > 1 ? "&" : "")
                .append("open=")
                .append(URLEncoder.encode(each, StandardCharsets.UTF_8)));
    return query + "#graph";
  }
}
