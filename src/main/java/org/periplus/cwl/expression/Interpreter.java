package org.periplus.cwl.expression;

import io.roastedroot.quickjs4j.core.JavyPluginModule;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/**
 * QuickJS, an interpreter of JavaScript, compiled to WebAssembly and from there to Java. It sees
 * its own memory and what {@link HostFunctions} give it, and ends when its thread is interrupted.
 * For one thread.
 */
final class Interpreter {

  /** The one global that the machine code has: where the stack ends. */
  private static final int STACK_POINTER = 0;

  private final Instance instance;
  private final HostFunctions host;

  private Interpreter(
      MemoryLimits memory,
      MemoryBudget.Share share,
      Optional<Snapshot> beginning,
      Exchange exchange) {
    WasmModule module = JavyPluginModule.load();
    this.host = new HostFunctions(share, exchange);
    this.instance =
        Instance.builder(module)
            .withStart(false)
            .withMemoryLimits(memory)
            .withMemoryFactory(limits -> new GuestMemory(limits, share, beginning))
            .withMachineFactory(JavyPluginModule::create)
            .withImportValues(host.imports(module))
            .build();
  }

  /** One that knows JavaScript and nothing else. */
  static Interpreter started(MemoryBudget.Share share) {
    MemoryLimits own = JavyPluginModule.load().memorySection().orElseThrow().getMemory(0).limits();
    Interpreter started =
        new Interpreter(
            limits(own.initialPages(), share),
            share,
            Optional.empty(),
            new Exchange(Request.none()));
    started.instance.export("initialize_runtime").apply();
    return started;
  }

  /** One that goes on from there. */
  static Interpreter resumed(Snapshot snapshot, MemoryBudget.Share share, Exchange exchange) {
    Interpreter resumed =
        new Interpreter(limits(snapshot.pages(), share), share, Optional.of(snapshot), exchange);
    resumed.instance.global(STACK_POINTER).setValue(snapshot.stackPointer());
    return resumed;
  }

  private static MemoryLimits limits(int pages, MemoryBudget.Share share) {
    long most = Math.min(share.limit() / Memory.PAGE_SIZE, MemoryLimits.MAX_PAGES);
    return new MemoryLimits(pages, Math.max(pages, (int) most));
  }

  /** The byte code of a module. */
  byte[] compile(String source) {
    byte[] text = source.getBytes(StandardCharsets.UTF_8);
    int pair = (int) instance.export("compileSrc").apply(write(text), text.length)[0];
    Memory memory = instance.memory();
    return memory.readBytes(memory.readInt(pair), memory.readInt(pair + Integer.BYTES));
  }

  /**
   * Runs byte code, and all that is due after it.
   *
   * @throws LimitExceeded when it needs more memory than it may have
   * @throws run.endive.runtime.WasmInterruptedException when the thread is interrupted
   * @throws RuntimeException when the interpreter cannot go on; it is of no more use
   */
  void run(byte[] byteCode) {
    instance.export("eval").apply(write(byteCode), byteCode.length, 0, 0);
  }

  private int write(byte[] bytes) {
    int address = HostFunctions.allocate(instance, bytes.length);
    instance.memory().write(address, bytes);
    return address;
  }

  /** What it is now. */
  Snapshot snapshot() {
    return Snapshot.of(instance.memory(), instance.global(STACK_POINTER).getValue());
  }
}
