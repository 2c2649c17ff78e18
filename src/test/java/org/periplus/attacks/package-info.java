/**
 * Hostile inputs, each sent to a real server, and what must hold after each. {@code ./periplus test
 * --attacks} runs all of them, {@code ./periplus test} those that need no container. A class for
 * each kind makes its rows. Begin reading at {@link org.periplus.attacks.Attack}.
 */
package org.periplus.attacks;
