/**
 * One reference at a time from another server into a file: over redirects, broken connections
 * (retry with backoff) and wrong checksums, within what the job may still fetch. May use {@code
 * staging.file} and {@code security}. Begin reading at {@link
 * org.periplus.staging.fetch.HttpFetch}.
 */
package org.periplus.staging.fetch;
