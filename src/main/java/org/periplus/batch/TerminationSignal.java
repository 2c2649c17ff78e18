package org.periplus.batch;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM, before the application server hears of it: a server tells its applications only when it
 * has closed them to requests, and they would have no say in how those are answered while jobs come
 * to their end. Java has this in the module {@code jdk.unsupported}, which other virtual machines
 * may lack; then the server's own way remains.
 */
final class TerminationSignal {

  private static final System.Logger LOG = System.getLogger(TerminationSignal.class.getName());

  private TerminationSignal() {}

  /**
   * From now on the work is done at the first signal before anything else; a second signal
   * meanwhile ends the process at once.
   */
  static void before(Runnable work) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object signal = signals.getConstructor(String.class).newInstance("TERM");
      Object[] usual = new Object[1];
      AtomicBoolean begun = new AtomicBoolean();
      Object handler =
          Proxy.newProxyInstance(
              TerminationSignal.class.getClassLoader(),
              new Class<?>[] {handlers},
              (self, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                  return method.getName().equals("hashCode") ? 0 : (Object) (self == arguments[0]);
                }
                if (begun.compareAndSet(false, true)) {
                  inApplication(work);
                }
                return handlers.getMethod("handle", signals).invoke(usual[0], signal);
              });
      usual[0] = signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "SIGTERM is left to the server", e);
    }
  }

  /** CDI finds the application by a thread's class loader. */
  private static void inApplication(Runnable work) {
    Thread.currentThread().setContextClassLoader(TerminationSignal.class.getClassLoader());
    work.run();
  }
}
