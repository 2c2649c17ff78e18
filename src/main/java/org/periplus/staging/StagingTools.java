package org.periplus.staging;

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
