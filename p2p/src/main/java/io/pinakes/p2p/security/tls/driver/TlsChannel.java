package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.transport.Duplex;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** An engine between a channel and its user. The reader unwraps, the writer wraps. */
final class TlsChannel implements SecureChannel {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Duplex channel;
  private final SSLEngine engine;
  private final ConnectionScope scope;
  private final ByteBuffer received; // of the channel, ready to be read from
  private final ByteBuffer toSend;
  private ByteBuffer plaintext = NOTHING; // decrypted and not yet asked for
  private Optional<PublicKey> peerKey = Optional.empty();
  private Optional<String> muxer = Optional.empty();

  TlsChannel(Duplex channel, SSLEngine engine, ConnectionScope scope) {
    this.channel = channel;
    this.scope = scope;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocate(packet).flip();
    toSend = ByteBuffer.allocate(packet);
  }

  /** Bytes that the two buffers take. */
  static int bufferBytes(SSLEngine engine) {
    return 2 * engine.getSession().getPacketBufferSize();
  }

  void shakeHands() throws IOException {
    try {
      engine.beginHandshake();
      HandshakeStatus status = engine.getHandshakeStatus();
      while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
        status = step(status);
      }
    } catch (SSLException e) {
      sendAlert();
      throw new HandshakeException("TLS handshake failed: " + e.getMessage(), e);
    }
  }

  void established(PublicKey key, Optional<String> settledMuxer) {
    peerKey = Optional.of(key);
    muxer = settledMuxer;
  }

  @Override
  public PublicKey peerKey() {
    return peerKey.orElseThrow(() -> new IllegalStateException("the handshake is not done"));
  }

  @Override
  public Optional<String> muxer() {
    return muxer;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!plaintext.hasRemaining()) {
      makeRoom();
      SSLEngineResult result = engine.unwrap(received, plaintext);
      plaintext.flip();
      runTasks();
      if (result.getStatus() == Status.CLOSED) {
        return -1;
      }
      if (result.getStatus() == Status.BUFFER_UNDERFLOW && !receive()) {
        throw new EOFException("peer ended without TLS' end");
      }
    }
    int count = Math.min(length, plaintext.remaining());
    plaintext.get(into, offset, count);
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
    while (bytes.hasRemaining()) {
      wrap(bytes);
    }
  }

  /** Both buffers are needed for as long as the channel lives. */
  @Override
  public void idle() {}

  @Override
  public void closeOutput() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone()) {
      wrap(NOTHING.duplicate());
    }
    channel.closeOutput();
  }

  @Override
  public void close() {
    channel.close();
  }

  /** The buffer for plaintext is made at the first read, when the connection is no stranger's. */
  private void makeRoom() throws IOException {
    if (plaintext.capacity() == 0) {
      int bytes = engine.getSession().getApplicationBufferSize();
      scope.reserve(bytes);
      plaintext = ByteBuffer.allocate(bytes);
    }
    plaintext.clear();
  }

  private HandshakeStatus step(HandshakeStatus status) throws IOException {
    return switch (status) {
      case NEED_TASK -> {
        runTasks();
        yield engine.getHandshakeStatus();
      }
      case NEED_WRAP -> wrap(NOTHING.duplicate()).getHandshakeStatus();
      default -> unwrap();
    };
  }

  private HandshakeStatus unwrap() throws IOException {
    SSLEngineResult result = engine.unwrap(received, NOTHING.duplicate());
    if (result.getStatus() == Status.CLOSED) {
      throw new HandshakeException("peer ended the TLS handshake");
    }
    if (result.getStatus() == Status.BUFFER_UNDERFLOW && !receive()) {
      throw new EOFException("peer ended during the TLS handshake");
    }
    return result.getHandshakeStatus();
  }

  private SSLEngineResult wrap(ByteBuffer bytes) throws IOException {
    toSend.clear();
    SSLEngineResult result = engine.wrap(bytes, toSend);
    if (toSend.position() > 0) {
      channel.write(toSend.array(), 0, toSend.position());
    }
    if (result.getStatus() == Status.CLOSED && bytes.hasRemaining()) {
      throw new EOFException("TLS is closed for writing");
    }
    return result;
  }

  /** Reads more of the channel behind what there is; false at its end. */
  private boolean receive() throws IOException {
    received.compact();
    int count = channel.read(received.array(), received.position(), received.remaining());
    received.position(received.position() + Math.max(0, count)).flip();
    return count >= 0;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** So that the peer learns why; whether it arrives changes nothing here. */
  private void sendAlert() {
    try {
      wrap(NOTHING.duplicate());
    } catch (IOException e) {
      // the handshake has failed already
    }
  }
}
