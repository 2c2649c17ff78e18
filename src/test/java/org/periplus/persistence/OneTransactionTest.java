package org.periplus.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work by JPA and by JDBC in one transaction. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OneTransactionTest {

  private final Database database;

  OneTransactionTest(TestDatabase kind) {
    database = kind.open();
  }

  @BeforeEach
  void makeTable() {
    byJdbc("create table noted (note int)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void commitsAllOfIt() {
    database.inOneTransaction(
        () -> {
          byJdbc("insert into noted values (1)");
          byJpa("insert into noted values (2)");
          byJdbc("insert into noted values (3)");
          return null;
        });

    assertThat(noted()).isEqualTo(3);
  }

  @Test
  void leavesNothingOfWhatBroke() {
    assertThatThrownBy(
            () ->
                database.inOneTransaction(
                    () -> {
                      byJdbc("insert into noted values (1)");
                      byJpa("insert into noted values (2)");
                      throw new IllegalArgumentException("It broke.");
                    }))
        .hasMessage("It broke.");

    assertThat(noted()).isZero();
  }

  private void byJpa(String sql) {
    database.transact(jpa -> jpa.createNativeQuery(sql).executeUpdate());
  }

  private void byJdbc(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int noted() {
    return database
        .read(jpa -> (Number) jpa.createNativeQuery("select count(*) from noted").getSingleResult())
        .intValue();
  }
}
