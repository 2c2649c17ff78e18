package org.periplus.api.secret;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.security.credential.Credential;
import org.periplus.security.credential.MountedSecrets;
import org.periplus.security.credential.Purpose;

/** The named secrets that the caller may use, without their values. */
public record SecretList(List<Secret> secrets, List<Link> links) {

  /**
   * One of them. What it is for is said by one of {@code header}, {@code buckets} and {@code
   * registry}; without these, it is the value of inputs that name it.
   *
   * @param owner {@code me}, {@code tenant}, or {@code operator} where the operator has mounted it
   *     for the tenant
   * @param origins the servers that get the header
   */
  public record Secret(
      String name,
      String owner,
      Optional<String> header,
      Optional<List<String>> origins,
      Optional<List<String>> buckets,
      Optional<String> registry,
      Optional<Instant> created,
      Optional<Instant> updated) {

    static Secret of(Credential stored) {
      return of(
          stored.name(),
          stored.owner().isTenant() ? SecretOwners.TENANT : SecretOwners.ME,
          stored.purpose(),
          Optional.of(stored.created()),
          Optional.of(stored.updated()));
    }

    static Secret mounted(MountedSecrets.Mounted secret) {
      return of(secret.name(), "operator", secret.purpose(), Optional.empty(), Optional.empty());
    }

    private static Secret of(
        String name,
        String owner,
        Purpose purpose,
        Optional<Instant> created,
        Optional<Instant> updated) {
      Optional<Purpose.Header> header =
          purpose instanceof Purpose.Header found ? Optional.of(found) : Optional.empty();
      return new Secret(
          name,
          owner,
          header.map(Purpose.Header::name),
          header.map(Purpose.Header::origins),
          purpose instanceof Purpose.Buckets buckets
              ? Optional.of(buckets.names())
              : Optional.empty(),
          purpose instanceof Purpose.Registry registry
              ? Optional.of(registry.host())
              : Optional.empty(),
          created,
          updated);
    }
  }
}
