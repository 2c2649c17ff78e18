package org.periplus.process.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.periplus.persistence.JsonColumn;
import org.periplus.security.identity.Account;

/**
 * Whose a revision of a process is, and with whom they share it. A part of the package; not for
 * several threads.
 */
@Embeddable
public class ProcessAccess {

  @Column(name = "owner_issuer")
  private String ownerIssuer;

  @Column(name = "owner_subject")
  private String ownerSubject;

  @Column(name = "owner_name")
  private String ownerName;

  private String visibility;

  @Column(name = "shared_with")
  private String sharedWith;

  @Column(name = "run_only")
  private boolean runOnly;

  /** For JPA alone. */
  protected ProcessAccess() {}

  /**
   * @throws UnfitSharingException if nobody's process is to be somebody's alone
   */
  public ProcessAccess(Optional<Account> owner, Sharing sharing) {
    if (owner.isEmpty() && sharing.needsOwner()) {
      throw new UnfitSharingException(
          "A process without an owner can be neither private nor run-only: send a token when you"
              + " deploy it.");
    }
    owner.ifPresent(
        account -> {
          ownerIssuer = account.issuer();
          ownerSubject = account.subject();
          ownerName = account.name();
        });
    visibility = sharing.visibility().toString();
    if (!sharing.groups().isEmpty()) {
      ArrayNode names = JsonNodeFactory.instance.arrayNode();
      new TreeSet<>(sharing.groups()).forEach(names::add);
      sharedWith = JsonColumn.text(names);
    }
    runOnly = sharing.runOnly();
  }

  /** That of what belongs to nobody. */
  public static ProcessAccess open() {
    return new ProcessAccess(Optional.empty(), Sharing.OPEN);
  }

  /** That of the server's own processes, which guests of a tenant see too. */
  public static ProcessAccess ofTheServer() {
    return new ProcessAccess(Optional.empty(), new Sharing(Visibility.PUBLIC, Set.of(), false));
  }

  /** Who deployed it; empty when they did not say who they are. */
  public Optional<Account> owner() {
    return ownerSubject == null
        ? Optional.empty()
        : Optional.of(new Account(ownerIssuer, ownerSubject, ownerName));
  }

  public Sharing sharing() {
    Set<String> groups = new TreeSet<>();
    JsonColumn.json(sharedWith)
        .ifPresent(names -> names.forEach(name -> groups.add(name.textValue())));
    return new Sharing(Visibility.of(visibility), groups, runOnly);
  }
}
