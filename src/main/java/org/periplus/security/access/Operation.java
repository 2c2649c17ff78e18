package org.periplus.security.access;

import java.util.Optional;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Role;

/**
 * Something that clients can ask for.
 *
 * @param method the method of HTTP
 * @param path below a tenant's landing page; what differs stands in braces
 * @param needs the role of those who may; empty for everybody
 * @param what in a few words
 */
public record Operation(String method, String path, Optional<Role> needs, String what) {

  /** The property of a request that holds the operation which it asks for. */
  public static final String PROPERTY = "org.periplus.operation";

  /** Whether the caller may. */
  public boolean isOpenTo(Caller caller) {
    return needs.isEmpty() || caller.may(needs.get());
  }

  /** Whether it only shows or deletes what there is: a link to an execution is none of these. */
  public boolean makesNothing() {
    return (method.equals("GET") || method.equals("DELETE")) && !path.endsWith("/execution");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
