package org.periplus.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.process.TenantProcesses.Asked;
import org.periplus.process.access.SharingConfiguration;
import org.periplus.process.access.UnfitSharingException;
import org.periplus.process.access.Visibility;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

/** Whose processes are, by what callers find, read and change. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TenantProcessesTest {

  private static final String ISSUER = "https://sso.example.org";
  private static final Asked NOTHING =
      new Asked(Optional.empty(), Optional.empty(), Optional.empty());

  private final Database database;
  private final ProcessCatalogue catalogue;

  TenantProcessesTest(TestDatabase kind) {
    database = kind.open();
    catalogue = new ProcessCatalogue(database, Packages.reader(), BuiltInProcesses.none());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static PackageSource tool(String id) {
    return Packages.cwl(
        "{cwlVersion: v1.2, class: CommandLineTool, id: "
            + id
            + ", baseCommand: [echo], inputs: {}, outputs: {}}");
  }

  private TenantProcesses of(Caller caller, Visibility usual, boolean shared) {
    CurrentCaller current = new CurrentCaller();
    current.become(caller);
    return new TenantProcesses(
        catalogue,
        new CurrentTenant(),
        current,
        new SharingConfiguration(usual, shared),
        TenantKeys.NONE);
  }

  private TenantProcesses of(String name, Role role, String tenant, String... groups) {
    return of(account(name, role, tenant, groups), Visibility.TENANT, false);
  }

  private static Caller account(String name, Role role, String tenant, String... groups) {
    return new Caller(
        Optional.of(new Account(ISSUER, name, name)),
        Optional.of(role),
        "",
        Memberships.of(Set.of(tenant)),
        Set.of(groups));
  }

  private TenantProcesses dora() {
    return of("dora", Role.DEPLOYER, "default");
  }

  private TenantProcesses emil(String... groups) {
    return of("emil", Role.DEPLOYER, "default", groups);
  }

  private TenantProcesses olga() {
    return of("olga", Role.OPERATOR, "default");
  }

  private TenantProcesses guest() {
    return of("gus", Role.OPERATOR, "other", "eo-dev");
  }

  private TenantProcesses anonymous(Role role) {
    return of(
        Caller.anonymous(Optional.of(role), "").in(Memberships.ANY), Visibility.TENANT, false);
  }

  private static Asked asked(Visibility visibility, String... groups) {
    return new Asked(Optional.of(visibility), Optional.of(Set.of(groups)), Optional.empty());
  }

  private static void deploy(TenantProcesses as, String id, Asked asked) {
    as.deploy(tool(id), Optional.empty(), asked);
  }

  private static boolean sees(TenantProcesses who, String id) {
    boolean listed = list(who).contains(id);
    try {
      who.require(id);
      who.revisions(id);
      assertThat(listed).as("what is found is listed").isTrue();
      return true;
    } catch (NoSuchProcessException e) {
      assertThat(listed).as("what is not found is not listed").isFalse();
      return false;
    }
  }

  private static List<String> list(TenantProcesses who) {
    return who.list(100, Optional.empty()).stream().map(ProcessPackage::id).toList();
  }

  @Test
  void aDryRunAnswersAsADeploymentWouldAndStoresNothing() {
    PackageSource good = tool("tried");
    assertThat(dora().tryDeploying(good, Optional.empty(), NOTHING).description().id())
        .isEqualTo("tried");
    assertThatThrownBy(() -> dora().require("tried")).isInstanceOf(NoSuchProcessException.class);
    dora().deploy(good, Optional.empty(), NOTHING);

    assertThatThrownBy(() -> dora().tryDeploying(good, Optional.empty(), NOTHING))
        .isInstanceOf(DuplicatedProcessException.class);
    assertThat(dora().tryReplacing("tried", good, Optional.empty()).description().id())
        .isEqualTo("tried");
    assertThat(dora().require("tried").revision()).isEqualTo(1);
    assertThatThrownBy(() -> emil().tryReplacing("tried", good, Optional.empty()))
        .isInstanceOf(ForeignProcessException.class);
  }

  @Test
  void belongToWhoDeployedThemAndAreSeenByTheirTenant() {
    deploy(dora(), "p", NOTHING);

    assertThat(dora().require("p").access().owner().orElseThrow().name()).isEqualTo("dora");
    assertThat(sees(emil(), "p")).isTrue();
    assertThat(sees(olga(), "p")).isTrue();
    assertThat(sees(anonymous(Role.READER), "p")).isTrue();
    assertThat(sees(guest(), "p")).isFalse();
  }

  @Test
  void thatArePrivateAreSeenByTheirOwnerTheirGroupsAndOperators() {
    deploy(dora(), "p", asked(Visibility.PRIVATE, "/eo-dev"));

    assertThat(sees(dora(), "p")).isTrue();
    assertThat(sees(olga(), "p")).isTrue();
    assertThat(sees(emil("eo-dev", "x"), "p")).isTrue();
    assertThat(sees(emil("x"), "p")).isFalse();
    assertThat(sees(anonymous(Role.DEPLOYER), "p")).isFalse();
    assertThat(sees(guest(), "p")).isFalse();
    assertThatThrownBy(() -> emil().replace("p", tool("p"), Optional.empty()))
        .isInstanceOf(NoSuchProcessException.class);
    assertThatThrownBy(() -> emil().share("p", NOTHING)).isInstanceOf(NoSuchProcessException.class);
  }

  @Test
  void thatArePublicAreSeenByGuestsToo() {
    deploy(dora(), "p", asked(Visibility.PUBLIC));

    assertThat(sees(guest(), "p")).isTrue();
    assertThatThrownBy(() -> guest().replace("p", tool("p"), Optional.empty()))
        .isInstanceOf(ForeignProcessException.class);
    assertThat(guest().mayShare(guest().require("p"))).isFalse();
  }

  @Test
  void areChangedByTheirOwnerAndOperatorsAlone() {
    deploy(dora(), "p", NOTHING);

    assertThatThrownBy(() -> emil().replace("p", tool("p"), Optional.empty()))
        .isInstanceOf(ForeignProcessException.class)
        .hasMessage("The process 'p' is dora's; only its owner and operators may change it.");
    assertThatThrownBy(() -> emil().requireChangeable(emil().require("p")))
        .isInstanceOf(ForeignProcessException.class);
    dora().replace("p", tool("p"), Optional.empty());
    olga().replace("p", tool("p"), Optional.empty());

    ProcessPackage now = dora().require("p");
    assertThat(now.revision()).isEqualTo(3);
    assertThat(now.access().owner().orElseThrow().name()).as("stays the owner").isEqualTo("dora");
  }

  @Test
  void areChangedByAllDeployersWhereTheTenantSaysSo() {
    deploy(dora(), "p", NOTHING);
    deploy(dora(), "q", asked(Visibility.PRIVATE));
    TenantProcesses emil = of(account("emil", Role.DEPLOYER, "default"), Visibility.TENANT, true);

    emil.replace("p", tool("p"), Optional.empty());

    assertThatThrownBy(() -> emil.share("p", asked(Visibility.PRIVATE)))
        .isInstanceOf(ForeignProcessException.class);
    assertThatThrownBy(() -> emil.replace("q", tool("q"), Optional.empty()))
        .isInstanceOf(NoSuchProcessException.class);
  }

  @Test
  void ofNobodyAreEverybodysAndCannotBeHidden() {
    TenantProcesses nobody = anonymous(Role.DEPLOYER);
    deploy(nobody, "p", NOTHING);

    emil().replace("p", tool("p"), Optional.empty());
    assertThat(emil().require("p").access().owner()).isEmpty();
    assertThatThrownBy(() -> emil().share("p", asked(Visibility.PRIVATE)))
        .isInstanceOf(ForeignProcessException.class)
        .hasMessageContaining("is nobody's");
    assertThatThrownBy(() -> olga().share("p", asked(Visibility.PRIVATE)))
        .isInstanceOf(UnfitSharingException.class);
    assertThatThrownBy(() -> deploy(nobody, "q", asked(Visibility.PRIVATE)))
        .isInstanceOf(UnfitSharingException.class);
  }

  @Test
  void areAsVisibleAsTheTenantSaysUnlessTheirDeployerSaysOtherwise() {
    TenantProcesses dora = of(account("dora", Role.DEPLOYER, "default"), Visibility.PRIVATE, false);
    deploy(dora, "p", NOTHING);
    deploy(dora, "q", asked(Visibility.TENANT));
    deploy(
        of(
            Caller.anonymous(Optional.of(Role.OPERATOR), "").in(Memberships.ANY),
            Visibility.PRIVATE,
            false),
        "r",
        NOTHING);

    assertThat(list(emil())).containsExactly("q", "r");
  }

  @Test
  void thatAreRunOnlyAreExecutedByOthersAndNotRead() {
    deploy(dora(), "p", new Asked(Optional.empty(), Optional.empty(), Optional.of(true)));
    dora().replace("p", tool("p"), Optional.empty());

    ProcessPackage now = emil().require("p");
    for (ProcessPackage revision : emil().revisions("p")) {
      assertThatThrownBy(() -> emil().requirePackage(revision))
          .isInstanceOf(ForeignProcessException.class);
      assertThatThrownBy(() -> anonymous(Role.READER).requirePackage(revision))
          .isInstanceOf(ForeignProcessException.class);
    }
    assertThat(dora().requirePackage(now)).isSameAs(now);
    assertThat(olga().requirePackage(now)).isSameAs(now);
  }

  /** Otherwise a revision of before tells what the owner hides now. */
  @Test
  void areSharedWithAllTheirRevisions() {
    deploy(dora(), "p", NOTHING);
    dora().replace("p", tool("p"), Optional.empty());
    assertThat(dora().share("p", asked(Visibility.PRIVATE, "eo-dev")).access().sharing().groups())
        .containsExactly("eo-dev");
    dora().share("p", new Asked(Optional.empty(), Optional.empty(), Optional.of(true)));

    assertThat(sees(emil(), "p")).isFalse();
    assertThat(emil("eo-dev").revisions("p")).hasSize(2);
    for (ProcessPackage revision : emil("eo-dev").revisions("p")) {
      assertThatThrownBy(() -> emil("eo-dev").requirePackage(revision))
          .isInstanceOf(ForeignProcessException.class);
    }
  }

  @Test
  void thatAreHandedOnAreTheNextOwnersWithAllTheirRevisions() {
    deploy(dora(), "p", asked(Visibility.PRIVATE));
    dora().replace("p", tool("p"), Optional.empty());

    olga().handOn("p", new Account(ISSUER, "emil", "emil"));

    assertThat(sees(dora(), "p")).isFalse();
    assertThat(emil().revisions("p")).hasSize(2);
    emil().replace("p", tool("p"), Optional.empty());
    assertThatThrownBy(() -> emil().handOn("q", new Account(ISSUER, "emil", "emil")))
        .isInstanceOf(NoSuchProcessException.class);
  }

  @Test
  void deployedAgainByAnotherOneDoNotTellWhatTheFirstOneDeployed() {
    deploy(dora(), "p", asked(Visibility.PRIVATE));
    assertThatThrownBy(() -> deploy(emil(), "p", NOTHING))
        .isInstanceOf(DuplicatedProcessException.class);
    catalogue.undeploy("default", "p", dora()::requireChangeable);
    deploy(emil(), "p", NOTHING);

    assertThat(emil().revisions("p")).extracting(ProcessPackage::revision).containsExactly(2);
    emil().share("p", asked(Visibility.PUBLIC));
    assertThat(emil().revisions("p")).extracting(ProcessPackage::revision).containsExactly(2);
  }

  @Test
  void thatNobodyMayChangeOperatorsChangeWhoSayWhoTheyAre() {
    PackageSource fixed =
        Packages.cwl(
            "{cwlVersion: v1.2, class: CommandLineTool, id: p, baseCommand: [echo], inputs: {},"
                + " outputs: {}, $namespaces: {s: 'https://schema.org/'}}");
    ProcessPackage process = dora().deploy(fixed, Optional.empty(), NOTHING);
    database.transact(
        jpa -> jpa.createNativeQuery("update process_package set mutable = false").executeUpdate());
    ProcessPackage stored = dora().require(process.id());
    assertThat(stored.mutable()).isFalse();

    assertThatThrownBy(() -> dora().requireChangeable(stored))
        .isInstanceOf(ImmutableProcessException.class);
    assertThatThrownBy(() -> anonymous(Role.OPERATOR).requireChangeable(stored))
        .isInstanceOf(ImmutableProcessException.class);
    olga().requireChangeable(stored);
  }

  @Test
  void areListedInWholePagesWhateverLiesBetweenThem() {
    for (int n = 0; n < 9; n++) {
      deploy(dora(), "p" + n, asked(n % 3 == 2 ? Visibility.TENANT : Visibility.PRIVATE, "g"));
    }

    List<ProcessPackage> first = emil().list(2, Optional.empty());
    assertThat(first).extracting(ProcessPackage::id).containsExactly("p2", "p5");
    assertThat(emil().list(2, Optional.of("p5")))
        .extracting(ProcessPackage::id)
        .containsExactly("p8");
    assertThat(emil("g").list(100, Optional.empty())).hasSize(9);
  }

  @Test
  void areSharedWithWhatCanBeAGroupAlone() {
    assertThatThrownBy(() -> deploy(dora(), "p", asked(Visibility.PRIVATE, "a,b")))
        .isInstanceOf(UnfitSharingException.class);
    assertThatThrownBy(() -> deploy(dora(), "p", asked(Visibility.PRIVATE, "x".repeat(256))))
        .isInstanceOf(UnfitSharingException.class);
  }
}
