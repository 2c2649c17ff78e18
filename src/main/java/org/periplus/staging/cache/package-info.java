/**
 * Fetched files that several jobs share. May use {@code staging.fetch} and {@code staging.file}.
 * Begin reading at {@link org.periplus.staging.cache.FetchCache}.
 */
package org.periplus.staging.cache;
