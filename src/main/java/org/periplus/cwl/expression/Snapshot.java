package org.periplus.cwl.expression;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import run.endive.runtime.Memory;

/**
 * An interpreter between two evaluations: its memory and where its stack ends. Interpreters that
 * begin with it know nothing of each other. Immutable; threads may share it.
 */
final class Snapshot {

  private static final byte[] ZEROS = new byte[Memory.PAGE_SIZE];

  /** The shared {@link #ZEROS} where a page has nothing else. */
  private final byte[][] pages;

  private final long stackPointer;

  private Snapshot(byte[][] pages, long stackPointer) {
    this.pages = pages;
    this.stackPointer = stackPointer;
  }

  /** What is there now. */
  static Snapshot of(Memory memory, long stackPointer) {
    byte[][] pages = new byte[memory.pages()][];
    for (int i = 0; i < pages.length; i++) {
      byte[] page = memory.readBytes(i * Memory.PAGE_SIZE, Memory.PAGE_SIZE);
      pages[i] = Arrays.equals(page, ZEROS) ? ZEROS : page;
    }
    return new Snapshot(pages, stackPointer);
  }

  /** What {@link #writeTo} wrote. */
  static Snapshot read(DataInputStream in) throws IOException {
    byte[][] pages = new byte[in.readInt()][];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = in.readBoolean() ? in.readNBytes(Memory.PAGE_SIZE) : ZEROS;
    }
    return new Snapshot(pages, in.readLong());
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(pages.length);
    for (byte[] page : pages) {
      out.writeBoolean(page != ZEROS);
      if (page != ZEROS) {
        out.write(page);
      }
    }
    out.writeLong(stackPointer);
  }

  /** The number of pages. */
  int pages() {
    return pages.length;
  }

  /** The bytes that it holds. */
  long size() {
    return Arrays.stream(pages).filter(page -> page != ZEROS).count() * Memory.PAGE_SIZE;
  }

  long stackPointer() {
    return stackPointer;
  }

  /** Writes it to a memory that has nothing but zeros. */
  void copyTo(Memory memory) {
    for (int i = 0; i < pages.length; i++) {
      if (pages[i] != ZEROS) {
        memory.write(i * Memory.PAGE_SIZE, pages[i]);
      }
    }
  }
}
