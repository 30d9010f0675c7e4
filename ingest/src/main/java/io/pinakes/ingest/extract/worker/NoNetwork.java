package io.pinakes.ingest.extract.worker;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** The JVM of a child takes its channels from here, and there are none. */
public final class NoNetwork extends SelectorProvider {
  /** For the JVM, which finds this class by a system property. */
  public NoNetwork() {}

  static IOException refusal() {
    return new IOException("a process that parses documents has no network");
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    throw refusal();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    throw refusal();
  }

  @Override
  public Pipe openPipe() throws IOException {
    throw refusal();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    throw refusal();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    throw refusal();
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    throw refusal();
  }
}
