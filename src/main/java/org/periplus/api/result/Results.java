package org.periplus.api.result;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** OGC API - Processes Part 1, schema {@code results}. */
public record Results(@JsonValue ObjectNode document) {}
