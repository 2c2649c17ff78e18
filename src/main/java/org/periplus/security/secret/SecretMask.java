package org.periplus.security.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Puts {@value #HIDDEN} in the place of secrets, wherever in a text they stand: as they are, and as
 * JSON and URLs write them; of a text of several lines also each line. Values of less than {@value
 * #SHORTEST} characters are left alone: they stand in many texts by chance. The time that it takes
 * is in proportion to the text, however many secrets there are. Immutable.
 */
public final class SecretMask {

  /** What stands in the place of a secret. */
  public static final String HIDDEN = "(secret)";

  /** How many characters a secret has at least that is looked for. */
  public static final int SHORTEST = 6;

  /** Nothing is secret. */
  public static final SecretMask NONE = new SecretMask(Set.of());

  /** Beyond this a text is looked for as it is alone. */
  private static final int LONGEST_WITH_SPELLINGS = 8 << 10;

  private final Set<String> texts;
  private final SecretWords words;

  private SecretMask(Set<String> texts) {
    this.texts = texts;
    this.words =
        new SecretWords(
            texts.stream()
                .filter(text -> text.strip().length() >= SHORTEST)
                .flatMap(text -> spellings(text).stream())
                .filter(text -> text.length() >= SHORTEST)
                .map(text -> text.getBytes(UTF_8))
                .toList());
  }

  /** One for these secrets. */
  public static SecretMask of(Collection<String> secrets) {
    return secrets.isEmpty() ? NONE : new SecretMask(Set.copyOf(secrets));
  }

  /** One for these and more. */
  public SecretMask and(Collection<String> more) {
    if (texts.containsAll(more)) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(texts);
    all.addAll(more);
    return of(all);
  }

  private static Set<String> spellings(String text) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(text);
    spellings.add(text.strip());
    if (text.length() <= LONGEST_WITH_SPELLINGS) {
      spellings.add(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
      spellings.add(URLEncoder.encode(text, UTF_8));
      spellings.add(URLEncoder.encode(text, UTF_8).replace("+", "%20"));
    }
    text.lines().map(String::strip).forEach(spellings::add);
    return spellings;
  }

  /** Whether there is anything to hide. */
  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** The text without secrets. */
  public String in(String text) {
    if (words.isEmpty() || text.length() < SHORTEST) {
      return text;
    }
    MaskedStream stream = stream();
    ByteArrayOutputStream masked = new ByteArrayOutputStream(text.length());
    masked.writeBytes(stream.next(text.getBytes(UTF_8)));
    masked.writeBytes(stream.end());
    return masked.toString(UTF_8);
  }

  /** For a text that comes in parts. */
  public MaskedStream stream() {
    return new MaskedStream(words);
  }
}
