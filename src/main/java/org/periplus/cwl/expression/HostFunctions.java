package org.periplus.cwl.expression;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

/**
 * All that an interpreter can ask of the server: the time, random numbers, its request; and it can
 * answer. There are no files, no environment, no network; what it prints goes nowhere. For one
 * interpreter.
 */
final class HostFunctions {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** {@code EBADF} of WASI. */
  private static final long NO_SUCH_FILE = 8;

  private static final long DONE = 0;
  private static final byte[] NOTHING = {' '};

  /** No answer is larger than this part of the memory that the evaluation may have. */
  private static final int PART_OF_AN_ANSWER = 8;

  private final MemoryBudget.Share share;
  private Exchange exchange;

  HostFunctions(MemoryBudget.Share share, Exchange exchange) {
    this.share = share;
    this.exchange = exchange;
  }

  void exchange(Exchange next) {
    exchange = next;
  }

  ImportValues imports(WasmModule module) {
    ImportValues.Builder imports = ImportValues.builder();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      FunctionImport wanted = (FunctionImport) module.importSection().getImport(i);
      imports.addFunction(
          new HostFunction(
              wanted.module(),
              wanted.name(),
              module.typeSection().getType(wanted.typeIndex()),
              (instance, arguments) ->
                  new long[] {call(wanted.name(), instance, instance.memory(), arguments)}));
    }
    return imports.build();
  }

  private long call(String name, Instance guest, Memory memory, long[] arguments) {
    return switch (name) {
      case "invoke" -> invoke(guest, memory, arguments);
      case "clock_time_get" -> time(memory, (int) arguments[2]);
      case "random_get" -> random(memory, (int) arguments[0], (int) arguments[1]);
      case "environ_sizes_get" -> {
        memory.writeI32((int) arguments[0], 0);
        memory.writeI32((int) arguments[1], 0);
        yield DONE;
      }
      case "environ_get" -> DONE;
      case "fd_write" -> swallow(memory, arguments);
      case "proc_exit" -> throw new IllegalStateException("the interpreter has given up");
      default -> NO_SUCH_FILE;
    };
  }

  private long time(Memory memory, int address) {
    exchange.looksOutside();
    memory.writeLong(address, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    return DONE;
  }

  private long random(Memory memory, int address, int length) {
    exchange.looksOutside();
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    memory.write(address, bytes);
    return DONE;
  }

  /** Says that all has been written: pairs of an address and a length. */
  private static long swallow(Memory memory, long[] arguments) {
    int pairs = (int) arguments[1];
    int written = 0;
    for (int i = 0; i < arguments[2]; i++) {
      written += memory.readInt(pairs + 2 * Integer.BYTES * i + Integer.BYTES);
    }
    memory.writeI32((int) arguments[3], written);
    return DONE;
  }

  /** The one function of our own, {@code java_invoke(module, name, text)}: it gives a text. */
  private long invoke(Instance guest, Memory memory, long[] arguments) {
    byte[] result = NOTHING;
    switch (text(memory, arguments, 2)) {
      case "request" -> result = exchange.request().json();
      case "later" -> result = exchange.request().later(text(memory, arguments, 4));
      case "value" -> answer(Exchange.Kind.VALUE, memory, arguments);
      case "failure" -> answer(Exchange.Kind.FAILURE, memory, arguments);
      default -> exchange.looksOutside();
    }
    return give(guest, memory, result);
  }

  private void answer(Exchange.Kind kind, Memory memory, long[] arguments) {
    int length = (int) arguments[5];
    if (length < 0 || length > share.limit() / PART_OF_AN_ANSWER) {
      throw new LimitExceeded("its value would need more memory than is allowed");
    }
    share.take(length);
    byte[] json = memory.readBytes((int) arguments[4], length);
    exchange.answer(new Exchange.Answer(kind, Answers.read(json, share)));
  }

  private static String text(Memory memory, long[] arguments, int index) {
    return memory.readString((int) arguments[index], (int) arguments[index + 1]);
  }

  /** Puts a text into the memory of the interpreter, which frees it. */
  private static long give(Instance guest, Memory memory, byte[] text) {
    int address = allocate(guest, text.length);
    memory.write(address, text);
    int pair = allocate(guest, 2 * Integer.BYTES);
    memory.writeI32(pair, address);
    memory.writeI32(pair + Integer.BYTES, text.length);
    return pair;
  }

  static int allocate(Instance guest, int length) {
    return (int) guest.export("cabi_realloc").apply(0, 0, 1, length)[0];
  }
}
