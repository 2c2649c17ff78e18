package org.periplus.security.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.security.ClientNetwork;
import org.periplus.security.identity.Account;

/**
 * What happened again within an interval. Who reads the same in parts, or is refused over and over,
 * has some entries and then one with a number, so that nobody fills the table: of refusals there
 * are never more in an interval than the configuration says, twice, and a few. Threads share it.
 */
final class Repetitions {

  /** Beyond that, what is read is not looked for among what was read before. */
  private static final int MOST_READS = 10_000;

  /** What stands in an entry for several that differ in it. */
  static final String SEVERAL = "several";

  private final int refusalsByClient;
  private final int refusals;
  private final Map<Object, Sum> sums = new HashMap<>();
  private final Map<Refused, Integer> refusalsOfClients = new HashMap<>();
  private int recorded;
  private int groups;

  private record Read(
      Optional<Account> who, String client, String tenant, String operation, String what) {}

  /**
   * @param client empty for all that have no sum of their own
   */
  private record Refused(String client, Optional<Account> who, int status) {}

  private record Sum(AuditEntry last, int times) {

    /** What is not the same in all of them is not said. */
    Sum and(AuditEntry next) {
      return new Sum(
          new AuditEntry(
              next.id(),
              next.happened(),
              next.who().equals(last.who()) ? next.who() : Optional.empty(),
              same(next.client(), last.client(), SEVERAL),
              same(next.tenant(), last.tenant(), ""),
              same(next.operation(), last.operation(), SEVERAL),
              same(next.object(), last.object(), ""),
              same(next.part(), last.part(), ""),
              next.made(),
              next.status(),
              same(next.traceId(), last.traceId(), ""),
              1),
          times + 1);
    }

    private static String same(String one, String other, String otherwise) {
      return one.equals(other) ? one : otherwise;
    }
  }

  /**
   * @param refusalsByClient how many refusals of one client have entries of their own
   * @param refusals how many of all have
   */
  Repetitions(int refusalsByClient, int refusals) {
    this.refusalsByClient = refusalsByClient;
    this.refusals = refusals;
  }

  /** Whether it has an entry of its own; otherwise it is counted. */
  synchronized boolean isRecorded(AuditEntry entry, boolean isChange) {
    if (entry.status() >= Outcome.FIRST_ERROR) {
      return isRecorded(entry);
    }
    if (isChange) {
      return true;
    }
    Read read =
        new Read(
            entry.who(),
            entry.client(),
            entry.tenant(),
            entry.operation(),
            entry.object() + "/" + entry.part());
    Sum before = sums.get(read);
    if (before != null) {
      sums.put(read, before.times() == 0 ? new Sum(entry, 1) : before.and(entry));
    } else if (sums.size() < MOST_READS) {
      sums.put(read, new Sum(entry, 0));
    }
    return before == null;
  }

  private boolean isRecorded(AuditEntry entry) {
    String client = ClientNetwork.of(entry.client());
    Refused one = new Refused(client, entry.who(), 0);
    int ofOne = refusalsOfClients.getOrDefault(one, 0);
    if (recorded < refusals && ofOne < refusalsByClient) {
      refusalsOfClients.put(one, ofOne + 1);
      recorded++;
      return true;
    }
    Refused group = new Refused(client, entry.who(), entry.status());
    if (!sums.containsKey(group)) {
      if (groups < refusals) {
        groups++;
      } else {
        group = new Refused("", Optional.empty(), entry.status());
      }
    }
    Sum before = sums.get(group);
    sums.put(group, before == null ? new Sum(entry, 1) : before.and(entry));
    return false;
  }

  /** Whether there is something to be ended. */
  synchronized boolean isBegun() {
    return !sums.isEmpty() || recorded > 0;
  }

  /** Ends the interval: what was counted, as an entry each. */
  synchronized List<AuditEntry> end() {
    List<AuditEntry> entries = new ArrayList<>();
    sums.values().stream()
        .filter(sum -> sum.times() > 0)
        .map(sum -> sum.last().times(sum.times()))
        .forEach(entries::add);
    sums.clear();
    refusalsOfClients.clear();
    recorded = 0;
    groups = 0;
    return entries;
  }
}
