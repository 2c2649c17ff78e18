package org.periplus.api;

import java.util.List;

/** OGC API - Processes Part 1, schema {@code landingPage}. */
public record LandingPage(String title, String description, List<Link> links) {}
