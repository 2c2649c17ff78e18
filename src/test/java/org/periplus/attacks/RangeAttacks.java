package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** Ranges of a file that overlap, overflow, or are none. */
final class RangeAttacks {

  private static final String KIND = "range";

  private RangeAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String range :
        List.of(
            "bytes=0-",
            "bytes=-1",
            "bytes=-0",
            "bytes=5-2",
            "bytes=99999999999-",
            "bytes=0-99999999999999999999",
            "bytes=99999999999999999999-",
            "bytes=--1",
            "bytes=-99999999999999999999",
            "bytes=0-0" + ",0-0".repeat(1500),
            "bytes=0-" + ",0-".repeat(1500),
            "bytes=" + " ".repeat(5000) + "0-1",
            "bytes=",
            "bytes",
            "bytes=a-b",
            "bytes=0x0-0x1",
            "lines=0-1",
            "bytes=0-1;q=1",
            "bytes=0-1,,,,",
            "bytes=\u00b2-\u00b3")) {
      String name =
          range.length() > 40
              ? range.substring(0, 20) + "… of " + range.length() + " signs"
              : range;
      rows.add(
          RequestAttack.harmless(
              KIND, name, Request.get(target.path("assets/periplus.css")).with("Range: " + range)));
    }
    return rows;
  }
}
