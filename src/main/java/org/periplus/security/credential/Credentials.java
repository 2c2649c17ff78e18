package org.periplus.security.credential;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.security.identity.Account;
import org.periplus.security.secret.SecretSeal;

/**
 * The secrets of users and tenants that have names, sealed in the database or mounted by the
 * operator. Nobody is shown a value again. Threads share it.
 */
@Service
public class Credentials {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final String OF_OWNER =
      " from Credential c where c.tenant = :tenant and c.issuer = :issuer and c.subject = :subject";

  private final Database database;
  private final SecretSeal seal;
  private final CredentialsConfiguration configuration;
  private final TenantKeys keys;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

  @Inject
  public Credentials(
      Database database, SecretSeal seal, CredentialsConfiguration configuration, TenantKeys keys) {
    this.database = database;
    this.seal = seal;
    this.configuration = configuration;
    this.keys = keys;
  }

  /** Whether a secret may have this name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** How large a value may be, in bytes of UTF-8. */
  public long maxValueSize() {
    return configuration.maxValueSize().bytes();
  }

  /**
   * Stores a secret, in the place of one of the same owner and name.
   *
   * @return whether it is new
   * @throws TooManyCredentialsException if the owner has as many as may be
   */
  public boolean put(CredentialOwner owner, String name, Purpose purpose, String value) {
    String sealed = seal.seal(place(owner, name), value);
    return database.inTransaction(
        jpa -> {
          Credential before =
              jpa.find(
                  Credential.class, new CredentialKey(owner, name), LockModeType.PESSIMISTIC_WRITE);
          if (before != null) {
            before.replace(purpose, sealed, clock.instant());
            return false;
          }
          if (count(jpa, owner) >= configuration.maxCount()) {
            throw new TooManyCredentialsException(configuration.maxCount());
          }
          jpa.persist(new Credential(owner, name, purpose, sealed, clock.instant()));
          return true;
        });
  }

  private static long count(EntityManager jpa, CredentialOwner owner) {
    return jpa.createQuery("select count(c)" + OF_OWNER, Long.class)
        .setParameter("tenant", owner.tenant())
        .setParameter("issuer", owner.issuer())
        .setParameter("subject", owner.subject())
        .getSingleResult();
  }

  /** Forgets a secret; whether there was one. */
  public boolean remove(CredentialOwner owner, String name) {
    return database.inTransaction(
        jpa -> {
          Credential found = jpa.find(Credential.class, new CredentialKey(owner, name));
          if (found != null) {
            jpa.remove(found);
          }
          return found != null;
        });
  }

  /** One of the stored secrets. */
  public Optional<Credential> find(CredentialOwner owner, String name) {
    return database.read(
        jpa -> Optional.ofNullable(jpa.find(Credential.class, new CredentialKey(owner, name))));
  }

  /** An owner's stored secrets, by name. */
  public List<Credential> of(CredentialOwner owner) {
    return database.read(
        jpa ->
            jpa.createQuery("select c" + OF_OWNER + " order by c.name", Credential.class)
                .setParameter("tenant", owner.tenant())
                .setParameter("issuer", owner.issuer())
                .setParameter("subject", owner.subject())
                .getResultList());
  }

  /** The secrets that the operator has mounted for a tenant. */
  public List<MountedSecrets.Mounted> mounted(String tenant) {
    return configuration
        .folder(tenant, keys)
        .map(folder -> new MountedSecrets(folder, maxValueSize()).all())
        .orElse(List.of());
  }

  /** What counts for a tenant or a member of it now. */
  public UsableCredentials usableBy(CredentialOwner owner) {
    return new UsableCredentials(this, owner, true);
  }

  /**
   * What counts for a job now.
   *
   * @param account whose it is; empty for nobody's
   * @param guest whether they do not belong to the tenant
   */
  public UsableCredentials usableBy(String tenant, Optional<Account> account, boolean guest) {
    return new UsableCredentials(
        this,
        CredentialOwner.of(tenant, account),
        !guest || configuration.areForGuests(tenant, keys));
  }

  String value(Credential stored) {
    return seal.open(place(stored.owner(), stored.name()), stored.sealed());
  }

  private static String place(CredentialOwner owner, String name) {
    return String.join("\n", "credential", owner.tenant(), owner.issuer(), owner.subject(), name);
  }
}
