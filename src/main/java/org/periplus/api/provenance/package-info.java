/**
 * The provenance of a job as W3C PROV tells it. May use {@code api} and {@code job}. Begin reading
 * at {@link org.periplus.api.provenance.JobProvenance}.
 */
package org.periplus.api.provenance;
