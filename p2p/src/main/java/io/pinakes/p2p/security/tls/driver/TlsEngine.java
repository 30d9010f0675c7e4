package io.pinakes.p2p.security.tls.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * The library's protocol, one thread reading and one writing.
 *
 * <p>Once the handshake is done, alerts that reading gives rise to are not sent: the reader would
 * use the writer's cipher under its feet. The peer sees the connection close.
 */
final class TlsEngine {
  private final TlsProtocol protocol;
  private final Handshake handshake;
  private final Goodbye goodbye;
  private final NextRecord record;

  private TlsEngine(TlsProtocol protocol, Handshake handshake, Goodbye goodbye, NextRecord record) {
    this.record = record;
    this.protocol = protocol;
    this.handshake = handshake;
    this.goodbye = goodbye;
  }

  static TlsEngine dialing(InputStream in, OutputStream out, DialingPeer side) {
    Client client = new Client(in, out);
    return new TlsEngine(
        client, () -> client.connect(side), client::sayGoodbye, client::readRecord);
  }

  static TlsEngine listening(InputStream in, OutputStream out, ListeningPeer side) {
    Server server = new Server(in, out);
    return new TlsEngine(server, () -> server.accept(side), server::sayGoodbye, server::readRecord);
  }

  /** Blocks until the handshake is over. */
  void shakeHands() throws IOException {
    handshake.run();
  }

  /** Waits for bytes; -1 at TLS' end. The reader's. */
  int read(byte[] into, int offset, int length) throws IOException {
    return protocol.readApplicationData(into, offset, length);
  }

  /** Whether bytes can be read without waiting, of records that are in the input. The reader's. */
  boolean readWhatHasCome(TlsInput input) throws IOException {
    while (protocol.applicationDataAvailable() == 0) {
      if (protocol.isClosed() || !input.holdsRecord()) {
        return false;
      }
      record.read();
    }
    return true;
  }

  /** Encrypts bytes into the output. The writer's. */
  void write(byte[] from, int offset, int length) throws IOException {
    protocol.writeApplicationData(from, offset, length);
  }

  /** Tells the peer that no more comes. The writer's. */
  void sayGoodbye() throws IOException {
    if (!protocol.isClosed()) {
      goodbye.say();
    }
  }

  /** Runs a handshake. */
  @FunctionalInterface
  private interface Handshake {
    void run() throws IOException;
  }

  /** Says that no more comes. */
  @FunctionalInterface
  private interface Goodbye {
    void say() throws IOException;
  }

  /** Reads one record, of whatever kind. */
  @FunctionalInterface
  private interface NextRecord {
    void read() throws IOException;
  }

  private static final class Client extends TlsClientProtocol {
    private Client(InputStream in, OutputStream out) {
      super(in, out);
    }

    private void sayGoodbye() throws IOException {
      super.raiseAlertWarning(AlertDescription.close_notify, "no more is written");
    }

    private void readRecord() throws IOException {
      super.safeReadRecord();
    }

    @Override
    protected void raiseAlertFatal(short alert, String message, Throwable cause)
        throws IOException {
      if (isHandshaking()) {
        super.raiseAlertFatal(alert, message, cause);
      }
    }

    @Override
    protected void raiseAlertWarning(short alert, String message) throws IOException {
      if (isHandshaking()) {
        super.raiseAlertWarning(alert, message);
      }
    }
  }

  private static final class Server extends TlsServerProtocol {
    private Server(InputStream in, OutputStream out) {
      super(in, out);
    }

    private void sayGoodbye() throws IOException {
      super.raiseAlertWarning(AlertDescription.close_notify, "no more is written");
    }

    private void readRecord() throws IOException {
      super.safeReadRecord();
    }

    @Override
    protected void raiseAlertFatal(short alert, String message, Throwable cause)
        throws IOException {
      if (isHandshaking()) {
        super.raiseAlertFatal(alert, message, cause);
      }
    }

    @Override
    protected void raiseAlertWarning(short alert, String message) throws IOException {
      if (isHandshaking()) {
        super.raiseAlertWarning(alert, message);
      }
    }
  }
}
