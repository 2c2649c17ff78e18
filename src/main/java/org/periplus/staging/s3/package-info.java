/**
 * Object stores that speak S3: how they are reached, and their objects and folders as inputs. May
 * use {@code staging.cache}, {@code staging.fetch}, {@code staging.file} and the words of {@code
 * staging.store}. Begin reading at {@link org.periplus.staging.s3.S3Sources}.
 */
package org.periplus.staging.s3;
