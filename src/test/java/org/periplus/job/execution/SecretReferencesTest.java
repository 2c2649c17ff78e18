package org.periplus.job.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.process.input.InvalidInputException;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.Credentials;
import org.periplus.security.credential.CredentialsConfiguration;
import org.periplus.security.credential.Purpose;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;

class SecretReferencesTest {

  private static final CredentialOwner ANN = new CredentialOwner("eo", "https://sso", "ann");

  @TempDir private Path folder;

  private final Database database = TestDatabase.H2.open();
  private UsableCredentials usable;

  @BeforeEach
  void store() {
    Credentials credentials =
        new Credentials(
            database,
            new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
            CredentialsConfiguration.defaults(),
            TenantKeys.NONE);
    credentials.put(ANN, "token", new Purpose.Input(), "hunter22");
    credentials.put(
        ANN, "archive", new Purpose.Header("X-Key", List.of("https://a.example")), "hunter33");
    usable = credentials.usableBy(ANN);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void becomeValuesOfInputsThatAreSecretFromThenOn() throws Exception {
    SecretReferences found =
        SecretReferences.in(
            json("{'a': {'$secret': 'token'}, 'b': [1, {'c': {'$secret': 'token'}}], 'd': 'x'}"),
            usable);

    assertThat(found.inputs())
        .isEqualTo(json("{'a': 'hunter22', 'b': [1, {'c': 'hunter22'}], 'd': 'x'}"));
    assertThat(found.names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void areOnlyWhatHasThatMemberAlone() throws Exception {
    ObjectNode inputs = json("{'a': {'$secret': 'token', 'more': 1}, 'b': {'$secret': 5}}");

    assertThat(SecretReferences.in(inputs, usable).inputs()).isSameAs(inputs);
  }

  @Test
  void toNothingAreRefusedByTheInputsName() {
    assertThatThrownBy(() -> SecretReferences.in(json("{'a': {'$secret': 'none'}}"), usable))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Input 'a' names the secret 'none'")
        .hasMessageContaining("GET /secrets");
  }

  /** Its value would reach tools. */
  @Test
  void toASecretForAServerAreRefused() {
    assertThatThrownBy(() -> SecretReferences.in(json("{'a': {'$secret': 'archive'}}"), usable))
        .isInstanceOf(InvalidInputException.class);
  }

  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
