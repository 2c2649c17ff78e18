package org.periplus.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;

/** The tenant for which the current request asks. */
@RequestScoped
public class CurrentTenant {

  /** The tenant of requests that name none. */
  public static final String DEFAULT = "default";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  private String name = DEFAULT;

  /** Whether a tenant may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public String name() {
    return name;
  }

  /** Sets the tenant, before the request reaches its resource. */
  public void become(String newName) {
    if (!isName(newName)) {
      throw new IllegalArgumentException("'" + newName + "' is not the name of a tenant");
    }
    name = newName;
  }
}
