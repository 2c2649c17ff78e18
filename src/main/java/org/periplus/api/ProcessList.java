package org.periplus.api;

import java.util.List;

/** OGC API - Processes Part 1, schema {@code processList}. */
public record ProcessList(List<ProcessSummary> processes, List<Link> links) {}
