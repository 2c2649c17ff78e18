package org.periplus.api.login;

import java.util.Optional;

/**
 * Who looks at a page, for its head.
 *
 * @param name whom they are called; empty for somebody who has not logged in
 * @param role what they may do here; empty for nothing
 * @param login where they can; empty where nobody can
 * @param changeToken what their forms send along
 * @param endSession the origin of their provider, to which the form for the logout leads
 */
public record Visitor(
    Optional<String> name,
    Optional<String> role,
    Optional<String> login,
    Optional<String> changeToken,
    Optional<String> endSession) {}
