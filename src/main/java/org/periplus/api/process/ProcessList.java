package org.periplus.api.process;

import java.util.List;
import org.periplus.api.Link;

/** OGC API - Processes Part 1, schema {@code processList}. */
public record ProcessList(List<ProcessSummary> processes, List<Link> links) {}
