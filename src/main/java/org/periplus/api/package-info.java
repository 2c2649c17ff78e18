/**
 * OGC API - Processes over HTTP: one resource class for each resource of the standard, records for
 * every representation, problem details for every error. May use {@code process}, {@code job},
 * {@code security} and {@code configuration}. Begin reading at {@link
 * org.periplus.api.ProcessesResource} and {@link org.periplus.api.ExecutionResource}.
 */
package org.periplus.api;
