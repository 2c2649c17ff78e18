package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import org.periplus.api.http.BodyKind;
import org.periplus.process.deployment.PackageOpener;
import org.periplus.process.deployment.PackageSource;
import org.periplus.security.CurrentTenant;

/** The application packages in the bodies of requests. */
@Dependent
class PackageBodies {

  private final PackageOpener opener;
  private final CurrentTenant tenant;

  @Inject
  PackageBodies(PackageOpener opener, CurrentTenant tenant) {
    this.opener = opener;
    this.tenant = tenant;
  }

  /**
   * The package that a request deploys.
   *
   * @param type null when the request does not say: then it is read as what it is
   * @throws NotSupportedException if it is none, and the media type does not say that it is one
   * @see PackageOpener#open
   */
  PackageSource deployed(MediaType type, String body) {
    return opened(type, body, HttpMethod.POST);
  }

  /** The same of a request that replaces a process. */
  PackageSource replacing(MediaType type, String body) {
    return opened(type, body, HttpMethod.PUT);
  }

  private PackageSource opened(MediaType type, String body, String method) {
    String said = type == null ? "" : type.getType() + "/" + type.getSubtype();
    return opener
        .mediaType(said, body == null ? "" : body)
        .map(kind -> opener.open(tenant.name(), kind, body))
        .orElseThrow(() -> BodyKind.PACKAGE.refusal(method));
  }
}
