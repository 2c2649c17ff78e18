/**
 * How the secrets of jobs are kept: encrypted, beside what everybody may read. Begin reading at
 * {@link org.periplus.job.secret.JobVault}.
 */
package org.periplus.job.secret;
