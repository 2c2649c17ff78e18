package org.periplus.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

  private final Repetitions repetitions = new Repetitions(10, 60);
  private final List<AuditEntry> recorded = new ArrayList<>();

  private void happens(AuditEntry entry, boolean isChange) {
    if (repetitions.isRecorded(entry, isChange)) {
      recorded.add(entry);
    }
  }

  @Test
  void eachChangeHasAnEntry() {
    for (int number = 0; number < 100; number++) {
      happens(Entries.entry(Entries.NOW, Entries.EXECUTE, 201), true);
    }

    assertThat(recorded).hasSize(100);
    assertThat(repetitions.end()).isEmpty();
  }

  /** A map in a browser reads a large image in a thousand parts. */
  @Test
  void whatIsReadInPartsHasOneEntryAndOneWithANumber() {
    for (int number = 0; number < 1000; number++) {
      happens(Entries.read(Entries.JOB, "scene.tif"), false);
    }
    happens(Entries.read(Entries.JOB, "other.tif"), false);

    assertThat(recorded).extracting(AuditEntry::part).containsExactly("scene.tif", "other.tif");
    assertThat(repetitions.end()).extracting(AuditEntry::times).containsExactly(999);
    happens(Entries.read(Entries.JOB, "scene.tif"), false);
    assertThat(recorded).as("in the next interval").hasSize(3);
  }

  @Test
  void aClientThatIsRefusedOverAndOverHasSomeEntriesAndOneWithANumber() {
    for (int number = 0; number < 10_000; number++) {
      happens(Entries.refused("192.0.2.7", "tenant" + number, 401), false);
    }

    assertThat(recorded).hasSize(10);
    List<AuditEntry> sums = repetitions.end();
    assertThat(sums).hasSize(1);
    assertThat(sums.get(0).times()).isEqualTo(9990);
    assertThat(sums.get(0).client()).isEqualTo("192.0.2.7");
    assertThat(sums.get(0).tenant()).isEmpty();
    assertThat(sums.get(0).status()).isEqualTo(401);
  }

  @Test
  void manyClientsFillNoTable() {
    for (int number = 0; number < 50_000; number++) {
      happens(
          Entries.refused("198.51." + number % 100 + "." + number % 250, "acme", 403), number == 7);
      happens(Entries.refused("2001:db8::" + Integer.toHexString(number), "acme", 404), false);
    }

    List<AuditEntry> sums = repetitions.end();
    assertThat(recorded).hasSize(60);
    assertThat(sums).hasSizeLessThanOrEqualTo(60 + 2);
    assertThat(recorded.size() + sums.stream().mapToInt(AuditEntry::times).sum())
        .as("none is left out")
        .isEqualTo(100_000);
    assertThat(sums).extracting(AuditEntry::client).contains(Repetitions.SEVERAL);
  }

  /** Who has an IPv6 network has many addresses, and is one client. */
  @Test
  void anIpv6NetworkIsOneClient() {
    for (int number = 0; number < 100; number++) {
      happens(Entries.refused("2001:db8::" + Integer.toHexString(number), "acme", 403), false);
    }

    assertThat(recorded).hasSize(10);
    assertThat(repetitions.end()).hasSize(1);
  }
}
