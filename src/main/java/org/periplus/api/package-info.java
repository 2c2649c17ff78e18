/**
 * What every resource of OGC API - Processes over HTTP shares: links, problem documents, the
 * bodies' JSON, the tenant of a request. Each resource lives in a room below; those rooms may use
 * this one, and this one none of them but {@code http}. May use {@code process}, {@code job},
 * {@code callback}, {@code security}, {@code persistence} and {@code trace}. Begin reading at
 * {@link org.periplus.api.Problems}.
 */
package org.periplus.api;
