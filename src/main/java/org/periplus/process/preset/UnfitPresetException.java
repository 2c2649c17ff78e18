package org.periplus.process.preset;

import org.periplus.configuration.DataSize;

/** A preset cannot be kept as asked. */
public final class UnfitPresetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnfitPresetException(String message) {
    super(message);
  }

  static UnfitPresetException tooMany(int most) {
    return new UnfitPresetException(
        "You have %d presets already, as many as may be (periplus.presets.max-count). Delete some."
            .formatted(most));
  }

  static UnfitPresetException tooLarge(long size, DataSize most) {
    return new UnfitPresetException(
        ("The inputs have %d bytes; a preset may have %d (periplus.presets.max-size). Give files by"
                + " their addresses.")
            .formatted(size, most.bytes()));
  }

  static UnfitPresetException taken(String name) {
    return new UnfitPresetException(
        "There is a preset '%s' already. Choose another name, or delete it.".formatted(name));
  }
}
