/**
 * The steps before and after a job's workflow: stage-in and stage-out, by the server or by a site's
 * own tools. May use {@code batch.tool}, {@code batch.run} and {@code staging}. Begin reading at
 * {@link org.periplus.batch.staging.StageInWork}.
 */
package org.periplus.batch.staging;
