/**
 * What jobs may do in the name of their owners, and how that is kept. Begin reading at {@link
 * org.periplus.job.delegation.Delegations}.
 */
package org.periplus.job.delegation;
