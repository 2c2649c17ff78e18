package org.periplus.security.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.identity.Account;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CredentialsTest {

  private static final String VALUE = "Bearer hunter22";
  private static final CredentialOwner ANN = new CredentialOwner("eo", "https://sso", "ann");
  private static final CredentialOwner BOB = new CredentialOwner("eo", "https://sso", "bob");
  private static final CredentialOwner TENANT = CredentialOwner.tenant("eo");
  private static final Purpose HEADER =
      new Purpose.Header("Authorization", List.of("https://data.example.org"));

  @TempDir private Path folder;

  private final Database database;
  private Credentials credentials;

  CredentialsTest(TestDatabase kind) {
    database = kind.open();
  }

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(folder.resolve("mounted"));
    credentials =
        new Credentials(
            database,
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
            new CredentialsConfiguration(
                Optional.of(folder.resolve("mounted")), false, 2, DataSize.of("1 KiB")),
            TenantKeys.NONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ofATenantAreForItsMembersAndNotForItsGuests() {
    credentials.put(CredentialOwner.tenant("eo"), "key", new Purpose.Input(), VALUE);
    credentials.put(ANN, "own", new Purpose.Input(), "hers");
    Optional<Account> ann = Optional.of(new Account(ANN.issuer(), ANN.subject(), "ann"));

    assertThat(credentials.usableBy("eo", ann, false).input("key")).contains(VALUE);
    assertThat(credentials.usableBy("eo", ann, true).input("key")).isEmpty();
    assertThat(credentials.usableBy("eo", ann, true).input("own")).contains("hers");
    assertThat(credentials.usableBy("eo", Optional.empty(), true).input("key")).isEmpty();
    assertThat(credentials.usableBy("eo", Optional.empty(), false).input("key")).contains(VALUE);
  }

  @Test
  void areTheirOwnersAlone() {
    credentials.put(ANN, "key", new Purpose.Input(), VALUE);

    assertThat(credentials.usableBy(ANN).input("key")).contains(VALUE);
    assertThat(credentials.usableBy(BOB).input("key")).isEmpty();
    assertThat(credentials.usableBy(TENANT).input("key")).isEmpty();
    assertThat(
            credentials.usableBy(new CredentialOwner("other", "https://sso", "ann")).input("key"))
        .isEmpty();
  }

  @Test
  void ofTheTenantAreForItsMembersBehindTheirOwn() {
    credentials.put(TENANT, "key", new Purpose.Input(), "tenant's");
    credentials.put(BOB, "key", new Purpose.Input(), "bob's");

    assertThat(credentials.usableBy(ANN).input("key")).contains("tenant's");
    assertThat(credentials.usableBy(BOB).input("key")).contains("bob's");
  }

  @Test
  void areReplacedAndForgotten() {
    assertThat(credentials.put(ANN, "key", new Purpose.Input(), "one")).isTrue();
    assertThat(credentials.put(ANN, "key", new Purpose.Input(), "two")).isFalse();

    assertThat(credentials.usableBy(ANN).input("key")).contains("two");
    assertThat(credentials.remove(ANN, "key")).isTrue();
    assertThat(credentials.remove(ANN, "key")).isFalse();
    assertThat(credentials.usableBy(ANN).input("key")).isEmpty();
  }

  @Test
  void areNoMoreThanMayBe() {
    credentials.put(ANN, "a", new Purpose.Input(), VALUE);
    credentials.put(ANN, "b", new Purpose.Input(), VALUE);

    assertThatThrownBy(() -> credentials.put(ANN, "c", new Purpose.Input(), VALUE))
        .isInstanceOf(TooManyCredentialsException.class)
        .hasMessageContaining("periplus.secrets.named.max-count");
  }

  /** A tool could show it to whoever deployed the tool. */
  @Test
  void thatOpenServersAreNoValuesOfInputs() {
    credentials.put(ANN, "key", HEADER, VALUE);

    assertThat(credentials.usableBy(ANN).input("key")).isEmpty();
  }

  @Test
  void goToTheirServersAlone() {
    credentials.put(ANN, "key", HEADER, VALUE);
    UsableCredentials usable = credentials.usableBy(ANN);

    assertThat(usable.header(URI.create("https://data.example.org/a"))).isPresent();
    assertThat(usable.header(URI.create("https://DATA.example.org:443/a"))).isPresent();
    assertThat(usable.header(URI.create("http://data.example.org/a"))).isEmpty();
    assertThat(usable.header(URI.create("https://data.example.org:8443/a"))).isEmpty();
    assertThat(usable.header(URI.create("https://data.example.org.evil.example/a"))).isEmpty();
    assertThat(usable.header(URI.create("https://data.example.org@evil.example/a"))).isEmpty();
  }

  @Test
  void areSealedInTheDatabase() throws Exception {
    credentials.put(ANN, "key", HEADER, VALUE);

    try (var connection = database.dataSource().getConnection();
        var rows = connection.createStatement().executeQuery("SELECT * FROM credential")) {
      while (rows.next()) {
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          assertThat(rows.getString(column)).doesNotContain("hunter22");
        }
      }
    }
  }

  @Test
  void areAlsoFilesThatTheOperatorMounts() throws Exception {
    Files.writeString(folder.resolve("mounted/token"), "from a file\n");
    Files.writeString(
        folder.resolve("mounted/archive.json"),
        """
        {"value": "Bearer x", "header": "Authorization", "origins": ["https://a.example"]}
        """);
    Files.writeString(folder.resolve("mounted/broken.json"), "{");
    Files.writeString(
        folder.resolve("mounted/pair.json"), "{\"value\": \"no colon\", \"buckets\": [\"b\"]}");
    Files.createDirectory(folder.resolve("mounted/..data"));
    UsableCredentials usable = credentials.usableBy(ANN);

    assertThat(usable.input("token")).contains("from a file");
    assertThat(usable.header(URI.create("https://a.example/x"))).isPresent();
    assertThat(usable.input("broken")).isEmpty();
    assertThat(usable.bucket("b")).isEmpty();
    Files.writeString(folder.resolve("mounted/token"), "rotated");
    assertThat(credentials.usableBy(ANN).input("token")).contains("rotated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'header': 'Host', 'origins': ['https://a.example']}",
        "{'header': 'Transfer-Encoding', 'origins': ['https://a.example']}",
        "{'header': 'A: b\\r\\nC', 'origins': ['https://a.example']}",
        "{'header': 'Authorization'}",
        "{'header': 'Authorization', 'origins': []}",
        "{'header': 'Authorization', 'origins': ['*']}",
        "{'header': 'Authorization', 'origins': ['https://a.example/path']}",
        "{'header': 'Authorization', 'origins': ['file:///etc']}",
        "{'origins': ['https://a.example']}",
        "{'buckets': 'all'}",
        "{'buckets': ['a/b']}",
        "{'registry': 'https://r.example'}",
        "{'registry': 'r.example', 'buckets': ['b']}"
      })
  void haveOnePurposeThatIsWellFormed(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PurposeText.read(new ObjectMapper().readTree(json.replace('\'', '"'))))
        .withMessageEndingWith(".");
  }
}
