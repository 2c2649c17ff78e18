/**
 * What every request passes before it reaches its resource: whether its target is well formed,
 * whether the host that it names is this server, whether a page of another site sent it, who asks,
 * and how much one client and one tenant may ask for. What is refused here is a problem document,
 * as are the error pages of the server itself. Knows servlets and {@code api.http}, no resources.
 * Begin reading at {@link org.periplus.api.guard.Guard}.
 */
package org.periplus.api.guard;
