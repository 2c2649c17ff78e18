package org.periplus.cwl.expression;

import java.util.Optional;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;

/**
 * The linear memory of one interpreter: all that its scripts can ever hold. It grows only while its
 * share of the budget lasts, and begins with what a snapshot holds, if there is one. For one
 * thread.
 */
@SuppressWarnings("removal")
final class GuestMemory implements Memory {

  private final ByteArrayMemory bytes;
  private final MemoryBudget.Share share;
  private final Optional<Snapshot> beginning;

  GuestMemory(MemoryLimits limits, MemoryBudget.Share share, Optional<Snapshot> beginning) {
    share.take((long) limits.initialPages() * PAGE_SIZE);
    this.bytes = new ByteArrayMemory(limits);
    this.share = share;
    this.beginning = beginning;
  }

  MemoryBudget.Share share() {
    return share;
  }

  @Override
  public int grow(int pages) {
    if (pages < 0) {
      return -1;
    }
    share.take((long) pages * PAGE_SIZE);
    return bytes.grow(pages);
  }

  @Override
  public void initialize(Instance instance, DataSegment[] segments) {
    initialize(instance, segments, 0);
  }

  @Override
  public void initialize(Instance instance, DataSegment[] segments, int index) {
    if (beginning.isPresent()) {
      beginning.get().copyTo(bytes);
    } else {
      bytes.initialize(instance, segments, index);
    }
  }

  /** New memory has nothing but zeros. */
  @Override
  public void zero() {}

  @Override
  public int pages() {
    return bytes.pages();
  }

  @Override
  public int initialPages() {
    return bytes.initialPages();
  }

  @Override
  public int maximumPages() {
    return bytes.maximumPages();
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public Object lock(int address) {
    return bytes.lock(address);
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    return bytes.waitOn(address, expected, timeout);
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    return bytes.waitOn(address, expected, timeout);
  }

  @Override
  public int notify(int address, int maxThreads) {
    return bytes.notify(address, maxThreads);
  }

  @Override
  public void initPassiveSegment(int segment, int to, int offset, int size) {
    bytes.initPassiveSegment(segment, to, offset, size);
  }

  @Override
  public void drop(int segment) {
    bytes.drop(segment);
  }

  @Override
  public void write(int address, byte[] data, int offset, int size) {
    bytes.write(address, data, offset, size);
  }

  @Override
  public byte read(int address) {
    return bytes.read(address);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    return bytes.readBytes(address, length);
  }

  @Override
  public void writeI32(int address, int value) {
    bytes.writeI32(address, value);
  }

  @Override
  public int readInt(int address) {
    return bytes.readInt(address);
  }

  @Override
  public void writeLong(int address, long value) {
    bytes.writeLong(address, value);
  }

  @Override
  public long readLong(int address) {
    return bytes.readLong(address);
  }

  @Override
  public void writeShort(int address, short value) {
    bytes.writeShort(address, value);
  }

  @Override
  public short readShort(int address) {
    return bytes.readShort(address);
  }

  @Override
  public long readU16(int address) {
    return bytes.readU16(address);
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes.writeByte(address, value);
  }

  @Override
  public void writeF32(int address, float value) {
    bytes.writeF32(address, value);
  }

  @Override
  public long readF32(int address) {
    return bytes.readF32(address);
  }

  @Override
  public float readFloat(int address) {
    return bytes.readFloat(address);
  }

  @Override
  public void writeF64(int address, double value) {
    bytes.writeF64(address, value);
  }

  @Override
  public double readDouble(int address) {
    return bytes.readDouble(address);
  }

  @Override
  public long readF64(int address) {
    return bytes.readF64(address);
  }

  @Override
  public void fill(byte value, int from, int to) {
    bytes.fill(value, from, to);
  }

  @Override
  public void copy(int to, int from, int size) {
    bytes.copy(to, from, size);
  }
}
