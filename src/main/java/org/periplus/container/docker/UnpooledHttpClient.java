package org.periplus.container.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Keeps no connection for a later request. The engine closes those that it has when it is started
 * anew, and docker-java's client, which cannot be told to check them, would fail the requests that
 * meet one. Connecting to an engine takes far less time than what it is asked.
 */
final class UnpooledHttpClient implements DockerHttpClient {

  private final DockerHttpClient client;

  UnpooledHttpClient(DockerHttpClient client) {
    this.client = client;
  }

  @Override
  public Response execute(Request request) {
    return client.execute(Request.builder().from(request).putHeader("Connection", "close").build());
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
