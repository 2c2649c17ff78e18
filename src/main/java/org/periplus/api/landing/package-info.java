/**
 * The landing page and the declaration of conformance: Part 1, 7.2 and 7.4. May use {@code api}.
 * Begin reading at {@link org.periplus.api.landing.LandingPageResource}.
 */
package org.periplus.api.landing;
