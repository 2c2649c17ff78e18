/**
 * Tells subscribers what became of their jobs: takes from the outbox of {@code job} what is due,
 * signs it, delivers it, and tries again later. What is said is the business of {@code api}, which
 * implements {@link org.periplus.callback.CallbackBodies}. May use {@code job}, {@code security}
 * and {@code configuration}. Begin reading at {@link org.periplus.callback.CallbackDelivery}.
 */
package org.periplus.callback;
