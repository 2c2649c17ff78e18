package org.periplus.api.preset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.periplus.api.Link;

/**
 * One preset.
 *
 * @param inputs as an execute request has them
 * @param leftOut the inputs that it has not, since they are secret
 */
public record PresetInputs(
    String name,
    ObjectNode inputs,
    List<String> leftOut,
    Instant created,
    Instant updated,
    List<Link> links) {}
