package org.periplus.api.preset;

import java.time.Instant;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.process.preset.Preset;

/** The presets of a process that the caller has, by name and without their inputs. */
public record PresetList(List<Summary> presets, List<Link> links) {

  /**
   * One of them.
   *
   * @param updated when its inputs were last given
   */
  public record Summary(String name, Instant created, Instant updated, List<Link> links) {

    static Summary of(Preset preset, String address) {
      return new Summary(
          preset.name(),
          preset.created(),
          preset.updated(),
          List.of(Link.json("The preset", "item", address)));
    }
  }
}
