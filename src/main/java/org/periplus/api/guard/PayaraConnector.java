package org.periplus.api.guard;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Payara hand on requests as they are where its connector goes wrong and no setting changes
 * that. Over a target that is not well formed it fails before any application is asked, writes a
 * stack trace to its log, and answers 200 with nothing; and it reads the body of a request that
 * asks for another protocol to the end of the connection. So its listeners get a filter that puts
 * another target in the place of such a one, which {@link Guard} refuses, and lets other protocols
 * alone: listeners that are there when the application starts, and one that is opened later, as
 * {@code ./periplus up} does so that nobody is let in too early, with its first request. On other
 * servers, and where Payara is built differently, nothing is done. Shared by the listener's
 * threads.
 */
@Service
public class PayaraConnector {

  private static final Logger LOG = LoggerFactory.getLogger(PayaraConnector.class);

  /** What every connector reads, and {@link Guard} refuses. */
  private static final String REFUSED = ";malformed";

  private static final String UPGRADE =
      "org.glassfish.grizzly.http.HttpEvents$IncomingHttpUpgradeEvent";

  private static final String HANDLER = "org.glassfish.grizzly.http.server.HttpServerFilter";

  /** A filter of ours among those of a listener. */
  private record Added(List<Object> chain, Object filter) {}

  private final List<Added> added = new ArrayList<>();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

  void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    addToAll(event instanceof ServletContext context ? context.getContextPath() : "");
  }

  /** A request has come: its listener may be new. */
  void see(HttpServletRequest request) {
    if (ports.add(request.getLocalPort())) {
      addToAll(request.getServletContext().getContextPath());
    }
  }

  private synchronized void addToAll(String root) {
    try {
      for (Object listener : listeners()) {
        add(listener, root + "/");
      }
    } catch (ClassNotFoundException e) {
      LOG.debug("This server is not Payara Micro");
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "Payara will answer requests with targets such as /%zz itself, with 200 and nothing,"
              + " and wait for more than the body of those with a header Upgrade: {}",
          e.toString());
    }
  }

  private static List<Object> listeners() throws ReflectiveOperationException {
    ClassLoader server = PayaraConnector.class.getClassLoader();
    Object services =
        server
            .loadClass("org.glassfish.internal.api.Globals")
            .getMethod("getDefaultHabitat")
            .invoke(null);
    Class<?> type = server.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
    Object grizzly =
        server
            .loadClass("org.glassfish.hk2.api.ServiceLocator")
            .getMethod("getService", Class.class, Annotation[].class)
            .invoke(services, type, new Annotation[0]);
    Field proxies = type.getDeclaredField("proxies");
    proxies.setAccessible(true);
    List<Object> listeners = new ArrayList<>();
    for (Object proxy : (Collection<?>) proxies.get(grizzly)) {
      listeners.add(call(proxy, "getUnderlyingListener"));
    }
    return listeners;
  }

  @SuppressWarnings("unchecked") // Grizzly's FilterChain is a list of its filters.
  private void add(Object listener, String root) throws ReflectiveOperationException {
    Object processor = call(call(listener, "getTransport"), "getProcessor");
    if (!(processor instanceof List<?> filters)) {
      return;
    }
    List<Object> chain = (List<Object>) filters;
    if (added.stream().anyMatch(one -> one.chain() == chain)) {
      return;
    }
    int place = 0;
    while (place < chain.size() && !chain.get(place).getClass().getName().equals(HANDLER)) {
      place++;
    }
    if (place < chain.size()) {
      Object filter = filter(root);
      chain.add(place, filter);
      added.add(new Added(chain, filter));
    }
  }

  private static Object filter(String root) throws ClassNotFoundException {
    ClassLoader server = PayaraConnector.class.getClassLoader();
    return Proxy.newProxyInstance(
        server,
        new Class<?>[] {server.loadClass("org.glassfish.grizzly.filterchain.Filter")},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "handleRead" -> {
                look(call(arguments[0], "getMessage"), root);
                yield call(arguments[0], "getInvokeAction");
              }
              case "handleEvent" -> {
                if (arguments[1].getClass().getName().equals(UPGRADE)) {
                  ignoreUpgrade(call(arguments[1], "getHttpHeader"));
                }
                yield call(arguments[0], "getInvokeAction");
              }
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              case "toString" -> "the filter of " + PayaraConnector.class.getName();
              default ->
                  method.getName().startsWith("handle")
                      ? call(arguments[0], "getInvokeAction")
                      : null;
            });
  }

  /**
   * RFC 9110, 7.8: a server may go on as if it had not been asked for another protocol. Payara
   * takes the body for that protocol, so that who reads it waits for its end. Left alone is what
   * another application of this server may speak.
   */
  private static void ignoreUpgrade(Object header) throws ReflectiveOperationException {
    boolean body =
        (long) call(header, "getContentLength") > 0 || (boolean) call(header, "isChunked");
    if (body || !"websocket".equalsIgnoreCase((String) call(header, "getUpgrade"))) {
      method(header.getClass(), "setIgnoreContentModifiers", boolean.class).invoke(header, false);
      call(call(header, "getUpgradeDC"), "recycle");
    }
  }

  /** Sees to it that the connector can read the target. */
  private static void look(Object message, String root) throws ReflectiveOperationException {
    Object header = call(message, "getHttpHeader");
    Object target = call(header, "getRequestURIRef");
    String path = (String) call(target, "getURI");
    if (RequestTarget.fault(written(path), null).isPresent()
        || path.contains("%5c")
        || path.contains("%5C")) {
      method(target.getClass(), "setURI", String.class).invoke(target, root + REFUSED);
    }
  }

  /** Grizzly gives a character for each byte; what is no UTF-8 is percent-encoded, and refused. */
  private static String written(String path) {
    StringBuilder written = new StringBuilder();
    path.chars()
        .forEach(
            one -> written.append(one < 0x80 ? Character.toString(one) : "%%%02x".formatted(one)));
    return written.toString();
  }

  private static Object call(Object object, String name) throws ReflectiveOperationException {
    return method(object.getClass(), name).invoke(object);
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = type.getMethod(name, parameters);
    method.setAccessible(true); // public, of a class that is not
    return method;
  }

  @PreDestroy
  synchronized void leave() {
    added.forEach(one -> one.chain().remove(one.filter()));
  }
}
