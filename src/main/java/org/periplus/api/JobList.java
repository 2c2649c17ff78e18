package org.periplus.api;

import java.util.List;

/** OGC API - Processes Part 1, schema {@code jobList}. */
public record JobList(List<StatusInfo> jobs, List<Link> links) {}
