package org.periplus.staging;

import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.s3.References;
import org.periplus.staging.s3.S3FolderFetch;
import org.periplus.staging.stac.StacFetch;

/**
 * What the staging of every input uses; shared by threads.
 *
 * @param localFiles whether {@code file:} references are read from the server's own disk
 */
record StagingTools(
    FileFetch files,
    StacFetch catalogs,
    S3FolderFetch folders,
    References references,
    boolean localFiles) {}
