package org.periplus.api.landing;

import java.util.List;

/** OGC API - Processes Part 1, schema {@code confClasses}. */
public record Conformance(List<String> conformsTo) {}
