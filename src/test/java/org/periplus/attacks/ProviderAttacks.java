package org.periplus.attacks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.periplus.security.identity.oidc.LocalIssuer;

/** What an identity provider does, or is made to do, that a server has to bear. */
final class ProviderAttacks {

  private static final String KIND = "provider";
  private static final String WELL = "its keys are here";

  /** {@code periplus.security.oidc.keys.refresh-interval} of the server under attack. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final int MANY = 100;

  private final Provider provider;
  private final LocalIssuer issuer;

  private ProviderAttacks(Provider provider) {
    this.provider = provider;
    this.issuer = provider.issuer();
  }

  static List<Attack> rows(Target target, Provider provider) {
    return new ProviderAttacks(provider).all(target);
  }

  private List<Attack> all(Target target) {
    List<Attack> rows = new ArrayList<>();
    rows.add(provider.row(KIND, MANY + " tokens by keys that it does not have", this::unknown));
    rows.add(provider.row(KIND, "a token by a key that it has no longer", this::takenBack));
    rows.add(inTrouble("it is away", () -> issuer.goAway(true), "503"));
    rows.add(
        inTrouble(
            "it calls itself another",
            () -> issuer.callItself("https://evil.example"),
            "evil.example"));
    for (String place :
        List.of(
            "http://127.0.0.2:" + target.canary().port() + "/provider-keys",
            "http://169.254.169.254/latest/meta-data/",
            "file://" + target.canary().file())) {
      rows.add(inTrouble("it leads to " + place, () -> issuer.redirectTo(place), "refused"));
    }
    return rows;
  }

  private Attack inTrouble(String name, Runnable trouble, String because) {
    return provider.row(KIND, name, target -> inTrouble(target, trouble, because));
  }

  /** It is asked for such a key once, and not more than once in the interval. */
  private Finding unknown(Target target) throws IOException, InterruptedException, JOSEException {
    RSAKey key = key();
    askAgain(target, key);
    int before = issuer.asked();
    long begun = System.nanoTime();
    List<String> faults = new ArrayList<>();
    for (int number = 0; number < MANY; number++) {
      int status = provider.ask(target, by(named(key, "unknown-" + number))).status();
      if (status != 401) {
        faults.add("it is answered with " + status);
      }
    }
    long intervals = (System.nanoTime() - begun) / INTERVAL.toNanos() + 1;
    int asked = issuer.asked() - before;
    if (asked > intervals) {
      faults.add("the provider was asked more than once in an interval");
    }
    return new Finding("401, asked %d times in %d intervals".formatted(asked, intervals), faults);
  }

  /** A new key is found as soon as it is used; the one before counts no longer then. */
  private Finding takenBack(Target target) throws IOException, InterruptedException, JOSEException {
    RSAKey before = issuer.key();
    issuer.rotate("key-" + System.nanoTime());
    provider.until(() -> Provider.isAda(provider.ask(target, issuer.token(Provider.OPERATOR))));
    int status = provider.ask(target, by(before)).status();
    return new Finding(
        Integer.toString(status), status == 401 ? List.of() : List.of("it is not refused"));
  }

  /** The keys that were known go on, readiness says what is wrong, and nobody else is asked. */
  private Finding inTrouble(Target target, Runnable trouble, String because)
      throws IOException, InterruptedException, JOSEException {
    RSAKey unknown = key();
    List<String> faults = new ArrayList<>();
    String said;
    trouble.run();
    try {
      provider.until(
          () -> {
            provider.ask(target, by(unknown)); // has the server ask for keys
            return Provider.readiness(target).contains(because);
          });
      said = Provider.readiness(target);
      if (!Provider.isAda(provider.ask(target, issuer.token(Provider.OPERATOR)))) {
        faults.add("a good token by a known key is not taken");
      }
      if (provider.ask(target, by(unknown)).status() != 401) {
        faults.add("one by an unknown key is not refused");
      }
    } finally {
      issuer.goAway(false);
      issuer.callItself("");
      issuer.redirectTo("");
    }
    provider.until(
        () -> {
          provider.ask(target, by(unknown));
          return Provider.readiness(target).equals(WELL);
        });
    if (target.canary().asked().stream().anyMatch(asked -> asked.contains("provider-keys"))) {
      faults.add("the server asked there");
    }
    return new Finding(said, faults);
  }

  /** Has the server ask for keys: it did so a moment ago when this returns. */
  private void askAgain(Target target, RSAKey unknown)
      throws IOException, InterruptedException, JOSEException {
    int before = issuer.asked();
    provider.until(
        () -> {
          provider.ask(target, by(unknown));
          return issuer.asked() > before;
        });
  }

  private String by(RSAKey key) throws JOSEException {
    return LocalIssuer.signed(issuer.claims(Provider.OPERATOR).build(), key);
  }

  private static RSAKey named(RSAKey key, String id) {
    return new RSAKey.Builder(key).keyID(id).build();
  }

  private static RSAKey key() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("unknown").generate();
  }
}
