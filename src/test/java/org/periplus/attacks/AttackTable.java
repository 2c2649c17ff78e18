package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** All rows, by what they need. */
final class AttackTable {

  private AttackTable() {}

  /** What needs no container and little time. */
  static List<Attack> ofRequests(Target target, Provider provider) {
    List<Attack> rows = new ArrayList<>();
    rows.addAll(PathAttacks.rows(target));
    rows.addAll(HeaderAttacks.rows(target));
    rows.addAll(TokenAttacks.rows(target));
    rows.addAll(IssuedTokenAttacks.rows(provider));
    rows.addAll(ProviderAttacks.rows(target, provider));
    rows.addAll(LoginAttacks.rows(target));
    rows.addAll(SessionAttacks.rows(provider));
    rows.addAll(QueryAttacks.rows(target));
    rows.addAll(YamlAttacks.rows(target));
    rows.addAll(JsonAttacks.rows(target));
    rows.addAll(RangeAttacks.rows(target));
    rows.addAll(PreferenceAttacks.rows(target));
    rows.addAll(PageAttacks.rows());
    rows.addAll(CrossSiteAttacks.rows(target));
    rows.addAll(ReachAttacks.rows(target));
    rows.addAll(RequirementAttacks.rows(target));
    rows.addAll(RaceAttacks.rows());
    rows.addAll(AuditAttacks.rows());
    return rows;
  }

  /** Every row. */
  static List<Attack> whole(Target target, Provider provider) {
    List<Attack> rows = new ArrayList<>(ofRequests(target, provider));
    rows.addAll(LinkAttacks.deployments(target));
    rows.addAll(LinkAttacks.rows(target));
    rows.addAll(ExpressionAttacks.escapes());
    rows.add(ExpressionAttacks.pollution());
    rows.addAll(ExpressionAttacks.bombs());
    rows.addAll(ImageAttacks.rows(target));
    rows.addAll(ImageAttacks.containers());
    rows.addAll(OutputAttacks.rows(target));
    rows.addAll(EgressAttacks.rows(target));
    rows.addAll(SlowClientAttacks.rows());
    return rows;
  }
}
