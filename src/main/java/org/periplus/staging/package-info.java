/**
 * Data in and out of a job: the two entry points and the store of each tenant's results. The rooms
 * below are {@code fetch}, {@code cache} and {@code s3} for what comes in, {@code publish} and
 * {@code store} for what goes out, {@code stac} for both. May use {@code cwl}, {@code
 * configuration}, {@code security} and {@code trace}. Begin reading at {@link
 * org.periplus.staging.StageIn} and {@link org.periplus.staging.StageOut}.
 */
package org.periplus.staging;
