package org.periplus.batch.shutdown;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM, before the application server hears of it: a server tells its applications only when it
 * has closed them to requests, and they would have no say in how those are answered while jobs come
 * to their end. Java has this in the module {@code jdk.unsupported}, which other virtual machines
 * may lack; then the server's own way remains.
 */
public final class TerminationSignal {

  private static final System.Logger LOG = System.getLogger(TerminationSignal.class.getName());

  private final Runnable work;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Method handle;
  private Object usual;

  private TerminationSignal(Runnable work, Method handle) {
    this.work = work;
    this.handle = handle;
  }

  /**
   * From now on the work is done at the first signal before anything else; a second signal
   * meanwhile ends the process at once.
   */
  public static void before(Runnable work) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object term = signals.getConstructor(String.class).newInstance("TERM");
      TerminationSignal first = new TerminationSignal(work, handlers.getMethod("handle", signals));
      first.usual =
          signals
              .getMethod("handle", signals, handlers)
              .invoke(null, term, first.asHandler(handlers));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "SIGTERM is left to the server", e);
    }
  }

  private Object asHandler(Class<?> handlers) {
    return Proxy.newProxyInstance(
        TerminationSignal.class.getClassLoader(),
        new Class<?>[] {handlers},
        (self, method, arguments) ->
            method.equals(handle) ? signalled(arguments[0]) : method.invoke(this, arguments));
  }

  private Object signalled(Object signal) throws ReflectiveOperationException {
    if (begun.compareAndSet(false, true)) {
      // CDI finds the application by a thread's class loader.
      Thread.currentThread().setContextClassLoader(TerminationSignal.class.getClassLoader());
      work.run();
    }
    return handle.invoke(usual, signal);
  }
}
