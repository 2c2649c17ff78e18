/**
 * STAC in both directions: items, lists and catalogs as inputs, a tool's catalog as results. May
 * use all other rooms of {@code staging} but {@code staging.store.s3}. Begin reading at {@link
 * org.periplus.staging.stac.StacFetch} and {@link org.periplus.staging.stac.StacPublisher}.
 */
package org.periplus.staging.stac;
