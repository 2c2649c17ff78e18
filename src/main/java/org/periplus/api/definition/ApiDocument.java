package org.periplus.api.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An OpenAPI document: OGC API - Processes Part 1, "OpenAPI 3.0" and "OpenAPI 3.1". */
public record ApiDocument(@JsonValue ObjectNode definition) {}
