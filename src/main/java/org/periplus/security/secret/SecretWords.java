package org.periplus.security.secret;

import java.util.Arrays;
import java.util.List;

/**
 * A set of words that are looked for in bytes, all at once (Aho and Corasick): a tree of their
 * beginnings, in which each place knows where to go on when the next byte does not fit. Its arrays
 * have a place for each byte of the words. Immutable.
 */
final class SecretWords {

  static final int ROOT = 0;

  private static final int NONE = -1;

  private final int[] firstChild;
  private final int[] nextSibling;
  private final int[] fallback;
  private final int[] depth;
  private final int[] longest;
  private final byte[] label;
  private int size = 1;

  SecretWords(List<byte[]> words) {
    int room = 1 + words.stream().mapToInt(word -> word.length).sum();
    firstChild = new int[room];
    nextSibling = new int[room];
    fallback = new int[room];
    depth = new int[room];
    longest = new int[room];
    label = new byte[room];
    Arrays.fill(firstChild, NONE);
    words.forEach(this::add);
    link();
  }

  private void add(byte[] word) {
    int place = ROOT;
    for (byte b : word) {
      int next = child(place, b);
      place = next == NONE ? grow(place, b) : next;
    }
    longest[place] = word.length;
  }

  private int grow(int parent, byte b) {
    int made = size++;
    label[made] = b;
    depth[made] = depth[parent] + 1;
    nextSibling[made] = firstChild[parent];
    firstChild[parent] = made;
    return made;
  }

  private int child(int place, byte b) {
    int child = firstChild[place];
    while (child != NONE && label[child] != b) {
      child = nextSibling[child];
    }
    return child;
  }

  /** From the root outwards, so that shorter beginnings are done before longer ones. */
  private void link() {
    int[] queue = new int[size];
    int end = 1; // The root is first.
    for (int at = 0; at < end; at++) {
      int place = queue[at];
      for (int child = firstChild[place]; child != NONE; child = nextSibling[child]) {
        fallback[child] = place == ROOT ? ROOT : next(fallback[place], label[child]);
        longest[child] = Math.max(longest[child], longest[fallback[child]]);
        queue[end++] = child;
      }
    }
  }

  boolean isEmpty() {
    return size == 1;
  }

  /** Where a byte leads from a place. */
  int next(int from, byte b) {
    int place = from;
    int child = child(place, b);
    while (child == NONE && place != ROOT) {
      place = fallback[place];
      child = child(place, b);
    }
    return child == NONE ? ROOT : child;
  }

  /** How many of the bytes that led here may be the beginning of a word. */
  int depth(int place) {
    return depth[place];
  }

  /** How long the longest word is that ends here; 0 if none does. */
  int longest(int place) {
    return longest[place];
  }
}
