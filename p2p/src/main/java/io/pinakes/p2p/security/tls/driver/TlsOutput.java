package io.pinakes.p2p.security.tls.driver;

import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Collects records, so that the library, which writes under a monitor, never waits for the peer
 * there: on older JDKs that would hold a carrier thread. The writer's alone, but for a handshake.
 */
final class TlsOutput extends OutputStream {
  private final Duplex channel;
  private final ReservedBuffer buffer;
  private int size;

  TlsOutput(Duplex channel, ReservedBuffer buffer) {
    this.channel = channel;
    this.buffer = buffer;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    buffer.grow(size + length);
    System.arraycopy(from, offset, buffer.array(), size, length);
    size += length;
  }

  /** Makes room for so many bytes if it is paid for; returns how many fit. */
  int room(int bytes) {
    buffer.tryGrow(bytes);
    return buffer.capacity();
  }

  /** Sends what was collected. */
  void send() throws IOException {
    int bytes = size;
    size = 0;
    if (bytes > 0) {
      channel.write(buffer.array(), 0, bytes);
    }
  }

  /** Gives back what only writing needs. */
  void idle() {
    buffer.shrink();
  }
}
