package org.periplus.security.credential;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.periplus.security.Origin;

/**
 * The secrets that count for somebody: their own, then those mounted for the tenant, then the
 * tenant's. They are looked up once, when the first is asked for. Threads share it.
 */
public final class UsableCredentials {

  private final Supplier<List<Usable>> lookup;
  private volatile List<Usable> all;

  /**
   * A secret that can be used.
   *
   * @param owner whose it is
   * @param scope what was got with it is not shown to others
   * @param opened its value
   */
  public record Usable(
      String name, Purpose purpose, CredentialOwner owner, String scope, Supplier<String> opened) {

    /**
     * Its value.
     *
     * @throws org.periplus.security.secret.SealException if it was sealed with another key
     */
    public String value() {
      return opened.get();
    }

    /** Of a pair, what stands before the colon. */
    public String user() {
      return value().split(":", 2)[0];
    }

    /** Of a pair, what stands after the colon. */
    public String password() {
      return value().split(":", 2)[1];
    }
  }

  /**
   * @param member whether what the tenant has counts too
   */
  UsableCredentials(Credentials credentials, CredentialOwner owner, boolean member) {
    lookup = () -> lookedUp(credentials, owner, member);
  }

  private UsableCredentials() {
    lookup = List::of;
  }

  /** None, for programs without a database. */
  public static UsableCredentials none() {
    return new UsableCredentials();
  }

  private static List<Usable> lookedUp(
      Credentials credentials, CredentialOwner owner, boolean member) {
    List<Usable> found = new ArrayList<>();
    CredentialOwner tenant = CredentialOwner.tenant(owner.tenant());
    if (!owner.isTenant()) {
      addStored(found, credentials, owner);
    }
    if (!member) {
      return List.copyOf(found);
    }
    for (MountedSecrets.Mounted mounted : credentials.mounted(owner.tenant())) {
      found.add(
          new Usable(
              mounted.name(),
              mounted.purpose(),
              tenant,
              scope(tenant, "mounted " + mounted.name()),
              mounted::value));
    }
    addStored(found, credentials, tenant);
    return List.copyOf(found);
  }

  private static void addStored(
      List<Usable> found, Credentials credentials, CredentialOwner owner) {
    for (Credential stored : credentials.of(owner)) {
      String scope = scope(owner, stored.name() + " " + stored.updated());
      found.add(
          new Usable(
              stored.name(), stored.purpose(), owner, scope, () -> credentials.value(stored)));
    }
  }

  private static String scope(CredentialOwner owner, String name) {
    return String.join("\n", "secret", owner.tenant(), owner.issuer(), owner.subject(), name);
  }

  /** The value for inputs that name the secret. */
  public Optional<String> input(String name) {
    return first(secret -> secret.purpose() instanceof Purpose.Input && secret.name().equals(name))
        .map(Usable::value);
  }

  /** The secret whose header the server of a URL gets. */
  public Optional<Usable> header(URI url) {
    return first(secret -> secret.purpose() instanceof Purpose.Header header && isOf(header, url));
  }

  /** The secret with an access key and a secret key for a bucket. */
  public Optional<Usable> bucket(String bucket) {
    return first(
        secret -> secret.purpose() instanceof Purpose.Buckets buckets && buckets.have(bucket));
  }

  /** The secret with a user name and a password for a registry. */
  public Optional<Usable> registry(String host) {
    String asked = host.toLowerCase(Locale.ROOT);
    return first(
        secret ->
            secret.purpose() instanceof Purpose.Registry registry && registry.host().equals(asked));
  }

  /** Whether a URL is of one of the servers that get a header. */
  public static boolean isOf(Purpose.Header header, URI url) {
    Origin server = Origin.of(url);
    return header.origins().stream().map(URI::create).map(Origin::of).anyMatch(server::equals);
  }

  private Optional<Usable> first(Predicate<Usable> wanted) {
    List<Usable> known = all;
    if (known == null) {
      known = lookup.get();
      all = known;
    }
    return known.stream().filter(wanted).findFirst();
  }
}
