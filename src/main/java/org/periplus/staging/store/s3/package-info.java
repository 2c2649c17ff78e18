/**
 * The result store in a bucket. May use {@code staging.store}, {@code staging.s3}, {@code
 * staging.file}. Begin reading at {@link org.periplus.staging.store.s3.S3ResultStore}.
 */
package org.periplus.staging.store.s3;
