package org.periplus.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.configuration.TenantKeys;
import org.periplus.process.access.ProcessAccess;
import org.periplus.process.access.Sharing;
import org.periplus.process.access.SharingConfiguration;
import org.periplus.process.access.Viewer;
import org.periplus.process.access.Visibility;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.CurrentCaller;

/**
 * The processes that the caller of the current request may see, and what they may do with them: the
 * one way from an identifier in a request to a process. For the rest of the server there is {@link
 * ProcessCatalogue}.
 */
@Dependent
public class TenantProcesses {

  private static final int AT_ONCE = 500;

  private final ProcessCatalogue catalogue;
  private final CurrentTenant tenant;
  private final CurrentCaller caller;
  private final SharingConfiguration configuration;
  private final TenantKeys keys;

  @Inject
  public TenantProcesses(
      ProcessCatalogue catalogue,
      CurrentTenant tenant,
      CurrentCaller caller,
      SharingConfiguration configuration,
      TenantKeys keys) {
    this.catalogue = catalogue;
    this.tenant = tenant;
    this.caller = caller;
    this.configuration = configuration;
    this.keys = keys;
  }

  private Viewer viewer() {
    return new Viewer(
        caller.get(),
        caller.get().tenants().include(tenant.name()),
        configuration.shared(tenant.name(), keys));
  }

  /**
   * The revision of a process that new jobs run.
   *
   * @throws NoSuchProcessException if there is none, or the caller may not see it
   */
  public ProcessPackage require(String id) {
    return catalogue
        .find(tenant.name(), id)
        .filter(process -> viewer().sees(process.access()))
        .orElseThrow(() -> new NoSuchProcessException(id));
  }

  /** As {@link ProcessCatalogue#list}, of those that the caller may see. */
  public List<ProcessPackage> list(int limit, Optional<String> after) {
    return catalogue.list(tenant.name(), limit, after, viewer());
  }

  /** All that the caller may see. */
  public List<ProcessPackage> all() {
    List<ProcessPackage> all = new ArrayList<>();
    List<ProcessPackage> some = list(AT_ONCE, Optional.empty());
    all.addAll(some);
    while (some.size() == AT_ONCE) {
      some = list(AT_ONCE, Optional.of(some.get(AT_ONCE - 1).id()));
      all.addAll(some);
    }
    return all;
  }

  /** What tells them from others. */
  public List<PackageKey> keys() {
    return catalogue.keys(tenant.name(), viewer());
  }

  /**
   * All revisions of a process that the caller may see, the newest first.
   *
   * @throws NoSuchProcessException if there is no such process now, or the caller may not see it
   */
  public List<ProcessPackage> revisions(String id) {
    require(id);
    return catalogue.revisions(tenant.name(), id).stream()
        .filter(process -> viewer().sees(process.access()))
        .toList();
  }

  /**
   * Sees that the caller may read what was deployed.
   *
   * @throws ForeignProcessException if they may only execute it
   */
  public ProcessPackage requirePackage(ProcessPackage process) {
    if (!viewer().readsPackage(process.access())) {
      throw new ForeignProcessException(
          "Only its owner and operators may read the package of the process '"
              + process.id()
              + "'; others may execute it.");
    }
    return process;
  }

  /** Whether the caller may read what was deployed. */
  public boolean mayReadPackage(ProcessPackage process) {
    return viewer().readsPackage(process.access());
  }

  /** Whether the caller may replace and undeploy a process. */
  public boolean mayChange(ProcessPackage process) {
    return viewer().sees(process.access())
        && viewer().changes(process.access())
        && (process.mutable() || viewer().changesImmutable());
  }

  /** Whether the caller may say with whom a process is shared. */
  public boolean mayShare(ProcessPackage process) {
    return viewer().shares(process.access());
  }

  /**
   * Deploys a package as a new process of the caller.
   *
   * @param asked with whom they share it, as far as they say
   * @throws org.periplus.process.access.UnfitSharingException if it cannot be shared so
   * @see ProcessCatalogue#deploy
   */
  public ProcessPackage deploy(PackageSource source, Optional<String> workflow, Asked asked) {
    return catalogue.deploy(tenant.name(), source, workflow, access(asked));
  }

  /** What {@link #deploy} would store; nothing is deployed, and it fails likewise. */
  public PackageReader.Read tryDeploying(
      PackageSource source, Optional<String> workflow, Asked asked) {
    access(asked);
    return catalogue.tried(tenant.name(), source, workflow, Optional.empty());
  }

  private ProcessAccess access(Asked asked) {
    Optional<Account> owner = caller.get().account();
    Visibility usual = configuration.visibility(tenant.name(), keys);
    Sharing sharing =
        new Sharing(
                owner.isEmpty() && usual == Visibility.PRIVATE ? Visibility.TENANT : usual,
                Set.of(),
                false)
            .with(asked.visibility(), asked.groups(), asked.runOnly());
    return new ProcessAccess(owner, sharing);
  }

  /**
   * What somebody says of the sharing of a process; what is empty stays as it is.
   *
   * @see Sharing
   */
  public record Asked(
      Optional<Visibility> visibility, Optional<Set<String>> groups, Optional<Boolean> runOnly) {}

  /**
   * Replaces a process by a new revision, which keeps its owner.
   *
   * @throws ForeignProcessException if it is somebody else's
   * @see ProcessCatalogue#replace
   */
  public void replace(String id, PackageSource source, Optional<String> workflow) {
    catalogue.replace(tenant.name(), id, source, workflow, this::requireChangeable);
  }

  /** What {@link #replace} would store; nothing is replaced, and it fails likewise. */
  public PackageReader.Read tryReplacing(
      String id, PackageSource source, Optional<String> workflow) {
    requireChangeable(catalogue.require(tenant.name(), id));
    return catalogue.tried(tenant.name(), source, workflow, Optional.of(id));
  }

  /**
   * Says with whom a process is shared, with all its revisions of the same owner.
   *
   * @throws NoSuchProcessException if there is none, or the caller may not see it
   * @throws ForeignProcessException if it is not the caller's
   * @throws org.periplus.process.access.UnfitSharingException if it cannot be shared so
   */
  public ProcessPackage share(String id, Asked asked) {
    return catalogue.change(
        tenant.name(),
        id,
        process -> {
          requireSeen(process);
          if (!mayShare(process)) {
            throw notOwn(process, "say who else sees it");
          }
          Sharing sharing =
              process.access().sharing().with(asked.visibility(), asked.groups(), asked.runOnly());
          return one -> one.share(sharing);
        });
  }

  /**
   * A process is somebody else's from now on, with all its revisions of the same owner; it stays
   * shared as it is.
   *
   * @throws NoSuchProcessException if there is none, or the caller may not see it
   */
  public ProcessPackage handOn(String id, Account owner) {
    return catalogue.change(tenant.name(), require(id).id(), now -> one -> one.handOn(owner));
  }

  /**
   * Sees that the caller may replace and undeploy a process.
   *
   * @throws NoSuchProcessException if they may not see it
   * @throws ForeignProcessException if it is somebody else's
   * @throws ImmutableProcessException if nobody may, or operators alone
   */
  public void requireChangeable(ProcessPackage process) {
    requireSeen(process);
    if (!viewer().changes(process.access())) {
      throw notOwn(process, "change it");
    }
    if (!viewer().changesImmutable()) {
      DeployedProcesses.requireMutable(process);
    }
  }

  private void requireSeen(ProcessPackage process) {
    if (!viewer().sees(process.access())) {
      throw new NoSuchProcessException(process.id());
    }
  }

  private static ForeignProcessException notOwn(ProcessPackage process, String what) {
    return new ForeignProcessException(
        "The process '"
            + process.id()
            + "' is "
            + process.access().owner().map(owner -> owner.name() + "'s").orElse("nobody's")
            + "; only its owner and operators may "
            + what
            + ".");
  }
}
