package org.periplus.container;

import java.util.Map;

/** A container that the engine has. */
public record FoundContainer(String id, Map<String, String> labels, boolean running) {}
