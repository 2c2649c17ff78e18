/**
 * Data in and out of a job: fetching inputs that are references, publishing outputs as results, and
 * the store in which results lie, with STAC catalogs on both sides. Plain Java that may use {@code
 * cwl.model} only; objects are built once and shared by threads. Begin reading at {@link
 * org.periplus.staging.StageIn}, {@link org.periplus.staging.StageOut} and {@link
 * org.periplus.staging.ResultStore}.
 */
package org.periplus.staging;
