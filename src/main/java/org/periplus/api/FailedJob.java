package org.periplus.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The problem document of a failed job, which may say more than {@link Problem} knows. */
public record FailedJob(@JsonValue ObjectNode problem) {}
