package org.periplus.job.delegation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.job.Requester;
import org.periplus.job.StartedBy;
import org.periplus.job.store.JobOwners;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.security.identity.AccessToken;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.oidc.ExchangingIssuer;
import org.periplus.security.identity.oidc.exchange.Exchanges;
import org.periplus.security.quota.Usage;
import org.periplus.security.secret.SecretSeal;
import org.periplus.security.secret.SecretsConfiguration;
import org.periplus.staging.FileServer;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;

/** What jobs fetch with tokens of their owners. */
class DelegationsTest {

  @TempDir private Path folder;

  private final Database database = TestDatabase.H2.open();
  private final JobStore jobs = new JobStore(database);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private ExchangingIssuer issuer;
  private FileServer archive;
  private FileServer elsewhere;

  @BeforeEach
  void start() throws Exception {
    issuer = new ExchangingIssuer();
    archive = serving();
    elsewhere = serving();
  }

  @AfterEach
  void stop() {
    issuer.close();
    archive.close();
    elsewhere.close();
    database.close();
  }

  private FileServer serving() throws Exception {
    FileServer server = new FileServer();
    server.handle(
        "/scene.tif",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          asked.add(header == null ? "nobody" : reader(header));
          FileServer.answer(exchange, 200, "pixels".getBytes(UTF_8));
        });
    return server;
  }

  /** Whom the token is of, and for. */
  private static String reader(String header) {
    try {
      var claims = SignedJWT.parse(header.substring("Bearer ".length())).getJWTClaimsSet();
      return claims.getSubject() + " for " + claims.getAudience();
    } catch (java.text.ParseException e) {
      return header;
    }
  }

  /** As after a start of the server: nothing is known but what the database has. */
  private Delegations server() {
    return new Delegations(
        Exchanges.of(issuer, origin(archive), Set.of("eo")),
        new SecretSeal(SecretsConfiguration.defaults(), new DataDirectory(folder)),
        jobs,
        new JobOwners(database, Usage.none(database)));
  }

  private static String origin(FileServer server) {
    return "http://localhost:" + URI.create(server.url("/")).getPort();
  }

  private Requester requester(String subject) {
    return new Requester(
        Optional.of(account(subject)),
        false,
        Optional.of(new AccessToken(issuer.tokenOf(subject))));
  }

  private Account account(String subject) {
    return new Account(issuer.url(), subject, subject);
  }

  private Job accepted(String tenant, String subject) {
    NewJob order =
        NewJob.of(tenant, "crop", 1, JsonNodeFactory.instance.objectNode(), Optional.empty());
    return jobs.create(
        server().of(order.of(Ownership.of(Optional.of(account(subject)))), requester(subject)));
  }

  private void stage(Job job, String location) throws StageInException {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.putObject("scene").put("class", "File").put("location", location);
    EgressConfiguration egress = EgressConfiguration.defaults().allowing("*", "127.0.0.0/8");
    try (StageIn stageIn =
        StageIn.ofServer(
            new StageInSettings().retries(0, Duration.ZERO).build(),
            EgressRule.of(egress),
            S3Sources.none(),
            Optional.empty())) {
      stageIn
          .run(
              new SourceUser(
                  job.tenant(),
                  UsableCredentials.none(),
                  server().tokens(job.id(), job.tenant(), job.request().owner())),
              progress -> {})
          .stage(inputs, folder.resolve("job" + System.nanoTime()));
    }
  }

  private String kept(Job job) {
    return jobs.find(job.id()).orElseThrow().request().delegation().orElse("");
  }

  @Test
  void eachJobReadsAsItsOwner() throws Exception {
    Job anns = accepted("eo", "ann");
    Job bobs = accepted("eo", "bob");

    stage(bobs, archive.url("/scene.tif"));
    stage(anns, archive.url("/scene.tif"));

    assertThat(asked).containsExactly("bob for [archive]", "ann for [archive]");
    assertThat(issuer.asked())
        .as("audience and scopes of the exchanges for the archive")
        .contains("archive: read:scenes");
  }

  @Test
  void goesOnAfterStartsOfTheServerWithAProviderThatTakesARefreshTokenOnce() throws Exception {
    Job job = accepted("eo", "ann");
    String before = kept(job);

    stage(job, archive.url("/scene.tif"));
    assertThat(kept(job)).isNotEqualTo(before);
    stage(job, archive.url("/scene.tif"));

    assertThat(asked).containsExactly("ann for [archive]", "ann for [archive]");
  }

  @Test
  void otherServersGetNoTokenAlsoWhenTheArchiveLeadsThere() throws Exception {
    Job job = accepted("eo", "ann");
    archive.handle(
        "/there",
        exchange -> {
          exchange.getResponseHeaders().set("Location", elsewhere.url("/scene.tif"));
          FileServer.answer(exchange, 302, new byte[0]);
        });

    stage(job, elsewhere.url("/scene.tif"));
    stage(job, archive.url("/there"));

    assertThat(asked).containsExactly("nobody", "nobody");
  }

  @Test
  void otherTenantsJobsHaveNone() throws Exception {
    Job job = accepted("other", "ann");
    assertThat(kept(job)).isEmpty();

    stage(job, archive.url("/scene.tif"));

    assertThat(asked).containsExactly("nobody");
  }

  @Test
  void whatIsKeptIsSealedAndGoneWithTheJobsEnd() throws Exception {
    Job job = accepted("eo", "ann");
    assertThat(kept(job)).isNotEmpty().doesNotContain("refresh");
    assertThat(job.request().definition().toString()).doesNotContain("refresh");

    jobs.failed(job.id(), "It failed.", JsonNodeFactory.instance.objectNode());
    assertThat(kept(job)).isEmpty();
    jobs.restarted(job.id(), job.inputs(), StartedBy.NOTHING);
    fails(job, "restart the job with a bearer token of yours");

    jobs.failed(job.id(), "It failed.", JsonNodeFactory.instance.objectNode());
    StartedBy again = new StartedBy(Optional.empty(), server().of(job, requester("ann")));
    jobs.restarted(job.id(), job.inputs(), again);
    stage(job, archive.url("/scene.tif"));
    assertThat(asked).containsExactly("ann for [archive]");

    jobs.successful(job.id(), JsonNodeFactory.instance.objectNode());
    assertThat(kept(job)).isEmpty();
  }

  private void fails(Job job, String because) {
    assertThatThrownBy(() -> stage(job, archive.url("/scene.tif")))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("refresh");
  }

  @Test
  void whoHasAnothersJobGoOnLendsItNothing() throws Exception {
    Job job = accepted("eo", "ann");

    assertThat(server().of(job, requester("bob"))).isEmpty();
  }

  @Test
  void aProviderThatGivesNoneLetsOtherJobsRun() throws Exception {
    issuer.refuse(Map.of("error", "access_denied", "error_description", "secret words"));
    Job job = accepted("eo", "ann");

    stage(job, elsewhere.url("/scene.tif"));
    assertThat(asked).containsExactly("nobody");
    fails(job, "there is none");
  }

  @Test
  void whoLoggedOutIsToldSo() throws Exception {
    Job job = accepted("eo", "ann");
    issuer.refuse(Map.of("error", "invalid_grant", "error_description", "secret words"));

    fails(job, "log in and restart the job");
  }
}
