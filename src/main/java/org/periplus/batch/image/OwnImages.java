package org.periplus.batch.image;

import java.util.List;
import org.periplus.configuration.Sha256;
import org.periplus.container.ImageReference;
import org.periplus.security.credential.CredentialOwner;

/**
 * The names of images that this server gave. They hold the digest of the tenant beside that of the
 * source, so that what was made for one tenant is not another's, and no package may name them.
 */
final class OwnImages {

  static final String BUILT = "periplus-built";
  static final String IMPORTED = "periplus-imported";
  static final String LOADED = "periplus-loaded";
  static final String PULLED = "periplus-pulled";

  /** Those that were made for a package, and go when nothing uses them. */
  static final List<String> MADE = List.of(BUILT, IMPORTED, LOADED);

  private static final String OFFICIAL = "library/";

  private OwnImages() {}

  static String name(String repository, String tenant, String source) {
    return repository + ":" + Sha256.hex(tenant + "\n" + source);
  }

  /** What somebody's credentials have opened: another one of the tenant has to have their own. */
  static String pulled(CredentialOwner whose, ImageReference image) {
    return name(
        PULLED,
        whose.isTenant()
            ? whose.tenant()
            : String.join("\n", whose.tenant(), whose.issuer(), whose.subject()),
        image.full());
  }

  static boolean isOne(ImageReference image) {
    String path =
        image.path().startsWith(OFFICIAL)
            ? image.path().substring(OFFICIAL.length())
            : image.path();
    return MADE.contains(path) || path.equals(PULLED);
  }
}
