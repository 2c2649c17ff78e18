package org.periplus.api.process;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.process.access.Sharing;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.identity.Account;

/**
 * Whose a process is, and who sees it; an addition of ours.
 *
 * @param owner who deployed it, as people are called
 * @param visibility {@code private}, {@code tenant} or {@code public}
 * @param groups who sees it too when it is private
 * @param runOnly whether others may not read its package
 * @param mayShare whether the caller may change this
 */
public record ProcessSharing(
    Optional<String> owner,
    String visibility,
    List<String> groups,
    boolean runOnly,
    boolean mayShare,
    List<Link> links) {

  static ProcessSharing of(ProcessPackage process, boolean mayShare, Links links) {
    Sharing sharing = process.access().sharing();
    String self = links.process(process.id()) + "/access";
    return new ProcessSharing(
        process.access().owner().map(Account::name),
        sharing.visibility().toString(),
        List.copyOf(new TreeSet<>(sharing.groups())),
        sharing.runOnly(),
        mayShare,
        List.of(
            Link.json("This document", "self", self),
            Links.asPage(self),
            Link.json("Process description", "up", links.process(process.id()))));
  }
}
