package org.periplus.api.process;

import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.process.access.Visibility;

/**
 * The page where a package is deployed, or a process replaced.
 *
 * @param replaced the identifier of the process that is replaced
 * @param title of that process
 * @param readable whether the caller may read its package, to see the difference
 * @param visibilities who may see a process, to choose from
 * @param largestPackage how many bytes a package may have
 */
record DeployPage(
    Optional<String> replaced,
    Optional<String> title,
    boolean readable,
    List<String> visibilities,
    long largestPackage,
    List<Link> links) {

  static final List<String> VISIBILITIES =
      List.of(Visibility.values()).stream().map(Visibility::toString).toList();
}
