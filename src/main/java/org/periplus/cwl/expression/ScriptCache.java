package org.periplus.cwl.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Script;

/** The scripts used last, compiled. Threads may share it; compiled scripts hold no state. */
final class ScriptCache {

  private static final int SIZE = 256;

  private final Map<String, Script> scripts = new LinkedHashMap<>(16, 0.75f, true);

  Script compile(Context js, String source, String name) {
    String key = name + "\n" + source;
    synchronized (scripts) {
      Script known = scripts.get(key);
      if (known != null) {
        return known;
      }
    }
    Script compiled = js.compileString(source, name, 1, null);
    synchronized (scripts) {
      scripts.put(key, compiled);
      if (scripts.size() > SIZE) {
        scripts.remove(scripts.keySet().iterator().next());
      }
    }
    return compiled;
  }
}
