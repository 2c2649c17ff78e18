package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** Preferences that ask for what nobody can give, and keys of idempotency that are none. */
final class PreferenceAttacks {

  private static final String KIND = "preference";

  private PreferenceAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    Request execution =
        Request.post(
            target.path("processes/echo/execution"),
            Request.JSON,
            "{\"inputs\": {\"string\": \"a\"}}");
    for (String header :
        List.of(
            "Prefer: wait=-1",
            "Prefer: wait=0",
            "Prefer: wait=99999999999999999999",
            "Prefer: wait=1e9",
            "Prefer: wait=NaN",
            "Prefer: wait",
            "Prefer: wait=",
            "Prefer: respond-async, respond-sync, wait=1, wait=2",
            "Prefer: " + "a,".repeat(3000),
            "Prefer: \"" + "\\\"".repeat(2000),
            "Prefer: a=\"b",
            "Prefer: return=<script>attack(1)</script>",
            "Prefer: ;;;===,,,",
            "Prefer: return=representation; " + "x=\"y\"; ".repeat(700),
            "Prefer: respond-async;" + " ".repeat(6000) + "x",
            "Prefer: \u00e9=\u00e9",
            "Prefer: handling=strict, x=" + "a".repeat(6000),
            "Idempotency-Key: " + "k".repeat(6000),
            "Idempotency-Key:",
            "Idempotency-Key: \"'; DROP TABLE job; --\"",
            "Idempotency-Key: \u00ff\u00fe",
            "Idempotency-Key: <script>attack(1)</script>",
            "Idempotency-Key: a\tb")) {
      String name =
          header.length() > 50
              ? header.substring(0, 25) + "… of " + header.length() + " signs"
              : header;
      rows.add(RequestAttack.harmless(KIND, name, execution.with(header)));
    }
    return rows;
  }
}
