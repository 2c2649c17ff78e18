package org.periplus.api.process;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import org.periplus.process.deployment.PackageOpener;

/**
 * The media types of application packages: OGC API - Processes Part 2, "OGC Application Package".
 */
final class PackageMediaTypes {

  static final String YAML = "application/cwl+yaml";
  static final String CWL = "application/cwl";
  static final String JSON = "application/cwl+json";

  // What tools send that know YAML and not CWL.
  static final String PLAIN_YAML = "application/yaml";
  static final String X_YAML = "application/x-yaml";
  static final String TEXT_YAML = "text/yaml";
  static final String ENVELOPE = PackageOpener.ENVELOPE;

  private PackageMediaTypes() {}

  /**
   * A media type without its parameters.
   *
   * @throws NotSupportedException if the request has no media type, as one without a body
   */
  static String bare(MediaType type) {
    if (type == null) {
      throw new NotSupportedException();
    }
    return type.getType() + "/" + type.getSubtype();
  }
}
