package org.periplus.api.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.periplus.api.Link;

/**
 * An execute request that a page can send, once somebody wants that: only pages are made of it.
 *
 * @param target where it is posted to
 * @param request the request as JSON
 */
public record ExecutionForm(String title, String target, JsonNode request, List<Link> links) {}
