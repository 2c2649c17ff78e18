/**
 * What the server and those beside it are doing, for those who run them: an addition of ours to the
 * API. Begin reading at {@link org.periplus.ops.overview.OverviewResource}.
 */
package org.periplus.ops.overview;
