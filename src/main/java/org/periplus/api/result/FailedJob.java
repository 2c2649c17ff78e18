package org.periplus.api.result;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.api.Problem;

/** The problem document of a failed job, which may say more than {@link Problem} knows. */
public record FailedJob(@JsonValue ObjectNode problem) {}
