package org.periplus.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.periplus.api.Link;

/**
 * Part 4, schema {@code inputs}: what a job was given, and what was wanted of it.
 *
 * @param outputs the outputs that were chosen; empty when the request chose none, which means all
 */
public record JobInputs(JsonNode inputs, JsonNode outputs, List<Link> links) {}
