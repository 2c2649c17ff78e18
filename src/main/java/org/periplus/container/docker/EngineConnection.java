package org.periplus.container.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/** Bytes to and from the engine, for one thread; {@link #close()} may be called by any. */
sealed interface EngineConnection extends Closeable {

  InputStream input() throws IOException;

  OutputStream output() throws IOException;

  /** Tells the engine that nothing more comes; it can still be read. */
  void endOutput() throws IOException;

  static EngineConnection over(SocketChannel channel) {
    return new Unix(channel);
  }

  static EngineConnection over(Socket socket) {
    return new Tcp(socket, socket);
  }

  /** TLS on a socket that is connected. */
  static EngineConnection over(SSLSocket secured, Socket plain) {
    return new Tcp(secured, plain);
  }

  /** A Unix socket: the JDK has these as channels only. */
  record Unix(SocketChannel channel) implements EngineConnection {
    @Override
    public InputStream input() {
      return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream output() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public void endOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * TCP, with or without TLS.
   *
   * @param plain what TLS is spoken over; itself when it is not
   */
  record Tcp(Socket socket, Socket plain) implements EngineConnection {
    @Override
    public InputStream input() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream output() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void endOutput() throws IOException {
      socket.shutdownOutput();
    }

    /** To close TLS in good order would wait for the thread that writes, maybe for ever. */
    @Override
    public void close() throws IOException {
      plain.close();
    }
  }
}
