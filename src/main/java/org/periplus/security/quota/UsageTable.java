package org.periplus.security.quota;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.periplus.persistence.Database;
import org.periplus.persistence.TransactionConnection;

/**
 * The rows of what was used. Every method is part of its caller's transaction; rows are always
 * changed in the same order, so that no two transactions wait for each other. Threads share it.
 */
final class UsageTable {

  private static final String ROW =
      " where tenant = ? and owner = ? and measure = ? and period = ?";
  private static final String DUPLICATE = "23505";

  private final String insert;
  private final String insertImage;

  UsageTable(Database database) {
    // After an error PostgreSQL takes nothing more in a transaction; H2 has no such words.
    String unlessThere = database.embedded() ? "" : " on conflict do nothing";
    insert =
        "insert into usage_count (tenant, owner, measure, period, amount) values (?, ?, ?, ?, 0)"
            + unlessThere;
    insertImage =
        "insert into usage_image (tenant, owner, period, image) values (?, ?, ?, ?)" + unlessThere;
  }

  /** Adds to a row; what would be less than nothing is nothing. */
  void add(EntityManager jpa, UsageRow key, long amount) {
    Connection connection = TransactionConnection.of(jpa);
    String change = "update usage_count set amount = greatest(0, amount + ?)" + ROW;
    if (changed(connection, change, amount, key) == 0) {
      make(connection, key);
      changed(connection, change, amount, key);
    }
  }

  /** Adds one, unless as many are there as may be; whether it was added. */
  boolean take(EntityManager jpa, UsageRow key, long most) {
    Connection connection = TransactionConnection.of(jpa);
    String change = "update usage_count set amount = amount + ?" + ROW + " and amount < " + most;
    if (changed(connection, change, 1, key) == 1) {
      return true;
    }
    make(connection, key);
    return changed(connection, change, 1, key) == 1;
  }

  /** How much was used of each measure in its period; none that is not there. */
  Map<Measure, Long> used(
      EntityManager jpa, String tenant, String owner, Map<Measure, String> now) {
    Map<Measure, Long> used = new EnumMap<>(Measure.class);
    List<?> rows =
        jpa.createNativeQuery(
                "select measure, period, amount from usage_count where tenant = ?1 and owner = ?2"
                    + " and period in (?3, ?4, ?5)")
            .setParameter(1, tenant)
            .setParameter(2, owner)
            .setParameter(3, now.get(Measure.JOBS))
            .setParameter(4, now.get(Measure.BYTES))
            .setParameter(5, now.get(Measure.STORED_BYTES))
            .getResultList();
    for (Object row : rows) {
      Object[] cells = (Object[]) row;
      Measure measure = Measure.valueOf((String) cells[0]);
      if (now.get(measure).equals(cells[1])) {
        used.put(measure, ((Number) cells[2]).longValue());
      }
    }
    return used;
  }

  /** How much each tenant has of a measure that is always of now. */
  List<TenantAmount> ofTenants(EntityManager jpa, Measure measure) {
    List<?> rows =
        jpa.createNativeQuery(
                "select tenant, amount from usage_count where measure = ?1 and owner = ?2"
                    + " and period = '' order by amount desc, tenant")
            .setParameter(1, measure.name())
            .setParameter(2, Whose.ALL)
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new TenantAmount((String) row[0], ((Number) row[1]).longValue()))
        .toList();
  }

  /** What a row has; 0 when there is none. */
  long amount(EntityManager jpa, UsageRow key) {
    try (PreparedStatement select =
        TransactionConnection.of(jpa).prepareStatement("select amount from usage_count" + ROW)) {
      fill(select, 1, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int changed(Connection connection, String change, long amount, UsageRow key) {
    try (PreparedStatement update = connection.prepareStatement(change)) {
      update.setLong(1, amount);
      fill(update, 2, key);
      return update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void make(Connection connection, UsageRow key) {
    inserted(connection, insert, row -> fill(row, 1, key));
  }

  /** Adds one to a row for an image that it does not know yet. */
  void addImage(EntityManager jpa, UsageRow key, String image) {
    boolean isNew =
        inserted(
            TransactionConnection.of(jpa),
            insertImage,
            row -> {
              row.setString(1, key.tenant());
              row.setString(2, key.owner());
              row.setString(3, key.period());
              row.setString(4, image);
            });
    if (isNew) {
      add(jpa, key, 1);
    }
  }

  private interface Values {
    void fill(PreparedStatement row) throws SQLException;
  }

  /** False for a row that is there, which somebody else may just have made. */
  private static boolean inserted(Connection connection, String insert, Values values) {
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      values.fill(row);
      return row.executeUpdate() == 1;
    } catch (SQLException e) {
      if (DUPLICATE.equals(e.getSQLState())) {
        return false;
      }
      throw new IllegalStateException(e);
    }
  }

  private static void fill(PreparedStatement statement, int first, UsageRow key)
      throws SQLException {
    statement.setString(first, key.tenant());
    statement.setString(first + 1, key.owner());
    statement.setString(first + 2, key.measure().name());
    statement.setString(first + 3, key.period());
  }
}
