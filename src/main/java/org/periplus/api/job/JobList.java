package org.periplus.api.job;

import java.util.List;
import org.periplus.api.Link;

/** OGC API - Processes Part 1, schema {@code jobList}. */
public record JobList(List<StatusInfo> jobs, List<Link> links) {}
