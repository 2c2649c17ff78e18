package org.periplus.api.landing;

import java.util.List;
import org.periplus.api.Link;

/** OGC API - Processes Part 1, schema {@code landingPage}. */
public record LandingPage(String title, String description, List<Link> links) {}
