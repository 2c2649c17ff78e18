package org.periplus.batch.staging;

import java.util.Optional;
import org.periplus.batch.tool.ToolServices;
import org.periplus.job.delegation.Delegations;
import org.periplus.security.credential.Credentials;
import org.periplus.staging.ResultStores;
import org.periplus.staging.StageIn;

/**
 * What brings the files of all jobs in and out; each part is safe for use by several threads.
 *
 * @param results keep what is left of jobs; absent where a user takes the outputs themselves
 * @param credentials the named secrets of those whose jobs these are; absent where there are none
 * @param delegations what jobs may do in their owners' names; absent where they have none
 */
public record StagingServices(
    StageIn stageIn,
    SiteTools siteTools,
    ToolServices tools,
    Optional<ResultStores> results,
    Optional<Credentials> credentials,
    Optional<Delegations> delegations) {}
