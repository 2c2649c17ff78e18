package org.periplus.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.periplus.trace.JobContext;

/**
 * HTTP clients that connect to no address that the rule refuses. The address that was checked is
 * the one that is connected to, so that a name that changes its address in between (DNS rebinding)
 * gains nothing. They do not follow redirects, repeat nothing and keep no cookies. What is asked
 * for a job carries the job's trace.
 */
public final class EgressClient {

  private static final int CONNECTIONS = 256;

  private EgressClient() {}

  /**
   * Makes a client; threads may share it, and its maker closes it.
   *
   * @param connect how long a server may take to accept a connection
   * @param idle how long it may take to begin an answer, or pause within one
   */
  public static CloseableHttpClient of(EgressRule rule, Duration connect, Duration idle) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Checked(rule))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(idle))
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(idle))
                .setConnectionRequestTimeout(Timeout.of(idle))
                .build())
        .setUserAgent("Periplus")
        .addRequestInterceptorFirst((request, body, context) -> addTrace(request))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static void addTrace(HttpRequest request) {
    JobContext.current()
        .map(job -> job.trace().next().headers())
        .ifPresent(headers -> headers.forEach(request::setHeader));
  }

  private record Checked(EgressRule rule) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return rule.addresses(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
