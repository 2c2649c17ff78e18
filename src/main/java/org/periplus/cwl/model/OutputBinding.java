package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;

/**
 * How a tool's output is found.
 *
 * @param glob patterns relative to the output directory, or expressions that give them
 */
public record OutputBinding(
    List<String> glob,
    boolean loadContents,
    Optional<LoadListing> loadListing,
    Optional<String> outputEval) {}
