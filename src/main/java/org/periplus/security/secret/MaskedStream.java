package org.periplus.security.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A text that comes in parts, without secrets, also where a part ends within one. What may be the
 * beginning of a secret is held back, and no more than that. For use by one thread.
 */
public final class MaskedStream {

  private static final byte[] HIDDEN = SecretMask.HIDDEN.getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  /** A part of the text that secrets cover, by positions in all that came. */
  private static final class Covered {
    private long start;
    private final long end;
    private boolean told;

    Covered(long start, long end) {
      this.start = start;
      this.end = end;
    }
  }

  private final SecretWords words;
  private final Deque<Covered> covered = new ArrayDeque<>();
  private int place = SecretWords.ROOT;
  private byte[] held = NOTHING;
  private long heldFrom;
  private long hiddenTo = -1;

  MaskedStream(SecretWords words) {
    this.words = words;
  }

  /** What can be shown after this part has come. */
  public byte[] next(byte[] part) {
    if (words.isEmpty()) {
      return part;
    }
    long position = heldFrom + held.length;
    for (byte b : part) {
      place = words.next(place, b);
      position++;
      if (words.longest(place) > 0) {
        cover(position - words.longest(place), position);
      }
    }
    byte[] all = Arrays.copyOf(held, held.length + part.length);
    System.arraycopy(part, 0, all, held.length, part.length);
    return shown(all, position - words.depth(place));
  }

  /** What was held back, when nothing comes after it. */
  public byte[] end() {
    place = SecretWords.ROOT;
    return shown(held, heldFrom + held.length);
  }

  /** Secrets that touch are shown as one. */
  private void cover(long from, long end) {
    long start = from;
    boolean told = false;
    while (!covered.isEmpty() && covered.peekLast().end >= start) {
      Covered last = covered.removeLast();
      start = Math.min(start, last.start);
      told |= last.told;
    }
    Covered merged = new Covered(start, end);
    merged.told = told;
    covered.addLast(merged);
  }

  /** Of all that is held, what comes before a position; the rest stays held. */
  private byte[] shown(byte[] all, long upTo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
    long at = heldFrom;
    while (at < upTo) {
      Covered next = covered.peekFirst();
      long plainEnd = next == null ? upTo : Math.min(upTo, next.start);
      out.write(all, (int) (at - heldFrom), (int) (plainEnd - at));
      at = plainEnd;
      if (at < upTo) {
        at = pass(next, upTo, out);
      }
    }
    held = Arrays.copyOfRange(all, (int) (at - heldFrom), all.length);
    heldFrom = at;
    return out.toByteArray();
  }

  private long pass(Covered secret, long upTo, ByteArrayOutputStream out) {
    if (!secret.told && secret.start != hiddenTo) {
      out.writeBytes(HIDDEN);
    }
    secret.told = true;
    hiddenTo = Math.min(secret.end, upTo);
    if (secret.end <= upTo) {
      covered.removeFirst();
    } else {
      secret.start = upTo;
    }
    return hiddenTo;
  }
}
