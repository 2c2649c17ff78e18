package org.periplus.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.periplus.security.identity.Account;

class AuditEntryTest {

  private static final String HOSTILE =
      "a\r\n{\"operation\":\"forged\"}\u0000\u001b[2J\u2028\u202e\ud800" + "x".repeat(5000);

  private static AuditEntry hostile() {
    return new AuditEntry(
        UUID.randomUUID(),
        Entries.NOW,
        Optional.of(new Account(HOSTILE, HOSTILE, HOSTILE)),
        HOSTILE,
        "acme",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        403,
        HOSTILE,
        1);
  }

  @Test
  void aTextOfStrangersBreaksNoLineAndSteersNoTerminal() throws Exception {
    String line = AuditEvent.of(hostile()).line();

    assertThat(line).doesNotContain("\n", "\r", "\u001b", "\u2028", "\u202e", "\\u0000");
    JsonNode read = JsonMapper.builder().build().readTree(line);
    assertThat(read.get("object").asText()).startsWith("a\uFFFD\uFFFD{\"operation\":\"forged\"}");
    assertThat(read.get("status").asInt()).isEqualTo(403);
  }

  @Test
  void everyTextFitsIntoItsColumn() {
    AuditEntry entry = hostile();

    assertThat(entry.who().orElseThrow().issuer()).hasSizeLessThanOrEqualTo(1000);
    assertThat(entry.who().orElseThrow().subject()).hasSizeLessThanOrEqualTo(255);
    assertThat(entry.client()).hasSizeLessThanOrEqualTo(64);
    assertThat(entry.operation()).hasSizeLessThanOrEqualTo(255);
    assertThat(entry.object()).hasSizeLessThanOrEqualTo(255);
    assertThat(entry.part()).hasSizeLessThanOrEqualTo(500);
    assertThat(entry.traceId()).hasSizeLessThanOrEqualTo(32);
  }

  @Test
  void lettersOfAllLanguagesStay() {
    assertThat(PlainText.of("Zoë 東京 🛰", 255)).isEqualTo("Zoë 東京 🛰");
    assertThat(PlainText.of("🛰🛰", 3)).isEqualTo("🛰");
  }

  @Test
  void aLineSaysWhatIsKnownAndNoMore() throws Exception {
    AuditEntry entry = Entries.entry(Entries.NOW, Entries.EXECUTE, 201).answered(201, Entries.JOB);

    assertThat(JsonMapper.builder().build().readTree(AuditEvent.of(entry).line()))
        .isEqualTo(
            JsonMapper.builder()
                .build()
                .readTree(
                    """
                    {"id": "%s", "time": "2026-11-27T12:00:00.000Z", "anonymous": false,
                     "user": "emil", "issuer": "https://sso.example.org", "subject": "s-emil",
                     "client": "192.0.2.7", "tenant": "acme",
                     "operation": "POST /processes/{processID}/execution", "object": "ndvi",
                     "made": "%s", "outcome": "succeeded", "status": 201}
                    """
                        .formatted(entry.id(), Entries.JOB)));
  }
}
