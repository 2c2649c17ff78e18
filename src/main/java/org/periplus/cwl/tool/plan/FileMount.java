package org.periplus.cwl.tool.plan;

import java.nio.file.Path;

/**
 * A file or directory of the host that the tool sees. Where mounts are nested, the outer one comes
 * first in a plan, and a mount point for the inner one exists in it.
 *
 * @param inside the absolute path as the tool sees it
 */
public record FileMount(Path host, String inside, boolean readOnly) {}
