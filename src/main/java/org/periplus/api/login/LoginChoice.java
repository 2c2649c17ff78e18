package org.periplus.api.login;

import java.util.List;
import org.periplus.api.Link;

/**
 * Where somebody can log in.
 *
 * @param providers a link for each, whose title is its name
 */
public record LoginChoice(String title, List<Link> providers) {}
