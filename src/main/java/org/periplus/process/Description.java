package org.periplus.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a package says about itself.
 *
 * @param workflow the identifier, in the document, of the process that runs
 * @param version the author's version
 * @param json the process description without links
 */
public record Description(String workflow, Optional<String> version, JsonNode json) {}
