package io.pinakes.p2p.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SystemTxtResolverIT {
  private static final String PEER = "12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az7";
  private static final String ADDRESS = "/ip4/1.2.3.4/tcp/4001/p2p/" + PEER;

  @Test
  void recordsOfANameComeWithTheirPartsJoined() throws IOException {
    String record = "dnsaddr=" + ADDRESS;
    String front = record.substring(0, 30);
    String back = record.substring(30);
    try (Server server =
        new Server(
            Map.of("_dnsaddr.example.org", List.of(List.of(front, back), List.of("other=1"))))) {
      assertThat(server.patient().txt("_dnsaddr.example.org"))
          .containsExactlyInAnyOrder(record, "other=1");
    }
  }

  @Test
  void anAddressIsFollowedThroughTheDns() throws IOException {
    try (Server server =
        new Server(
            Map.of(
                "_dnsaddr.example.org",
                List.of(List.of("dnsaddr=/dnsaddr/a.example.org/p2p/" + PEER)),
                "_dnsaddr.a.example.org",
                List.of(List.of("dnsaddr=" + ADDRESS))))) {
      DnsAddresses names = new DnsAddresses(server.patient());

      assertThat(names.resolve(Multiaddr.parse("/dnsaddr/example.org/p2p/" + PEER)))
          .containsExactly(Multiaddr.parse(ADDRESS));
    }
  }

  @Test
  void aNameThatIsNotThereIsSaidToBeUnknown() throws IOException {
    try (Server server = new Server(Map.of())) {
      assertThatThrownBy(() -> server.patient().txt("_dnsaddr.example.org"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not know [_dnsaddr.example.org]");
    }
  }

  @Test
  void aNameThatIsNoneIsAFailureAndNothingElse() throws IOException {
    try (Server server = new Server(Map.of())) {
      for (String name : List.of("..", "a".repeat(300), "\\", "a b", "\u0000")) {
        assertThatThrownBy(() -> server.resolver().txt(name)).isInstanceOf(IOException.class);
      }
    }
  }

  /** The server would answer: what is told of such a name is somebody's lie. */
  @Test
  void theDnsIsNotAskedForANameThatItCannotKnow() throws IOException {
    String name = "_dnsaddr.nowhere.invalid";
    try (Server server = new Server(Map.of(name, List.of(List.of("dnsaddr=" + ADDRESS))))) {
      assertThatThrownBy(() -> server.resolver().txt(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not know [" + name + "]");
    }
  }

  /** A server on loopback that knows some names (RFC 1035, section 4). */
  private static final class Server implements AutoCloseable {
    private static final int HEAD_BYTES = 12;
    private static final int TXT = 16;
    private static final int TRIES = 20; // of six seconds each
    private static final byte[] POINTER_TO_THE_QUESTION = {(byte) 0xc0, HEAD_BYTES};

    private final DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Map<String, List<List<String>>> known;

    private Server(Map<String, List<List<String>>> known) throws IOException {
      this.known = known;
      Thread.ofVirtual().start(this::serve);
    }

    /** One that has as long as it takes this machine to answer. */
    TxtResolver patient() {
      return this::ask;
    }

    private List<String> ask(String name) throws IOException {
      for (int tries = 1; ; tries++) {
        try {
          return resolver().txt(name);
        } catch (IOException e) {
          if (tries == TRIES || !String.valueOf(e.getMessage()).contains("does not answer")) {
            throw e;
          }
        }
      }
    }

    TxtResolver resolver() {
      return new SystemTxtResolver("dns://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() {
      socket.close();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try {
          DatagramPacket asked = new DatagramPacket(new byte[512], 512);
          socket.receive(asked);
          byte[] answer = answer(Arrays.copyOf(asked.getData(), asked.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    private byte[] answer(byte[] question) {
      StringBuilder name = new StringBuilder();
      int at = HEAD_BYTES;
      for (; question[at] != 0; at += 1 + question[at]) {
        name.append(name.isEmpty() ? "" : ".");
        name.append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
      }
      List<List<String>> records = known.getOrDefault(name.toString(), List.of());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(Arrays.copyOf(question, 2));
      int noSuchName = records.isEmpty() ? 3 : 0;
      out.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | noSuchName), 0, 1, 0});
      out.writeBytes(new byte[] {(byte) records.size(), 0, 0, 0, 0});
      out.writeBytes(Arrays.copyOfRange(question, HEAD_BYTES, at + 5));
      for (List<String> record : records) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String part : record) {
          data.write(part.length());
          data.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(POINTER_TO_THE_QUESTION);
        out.writeBytes(new byte[] {0, TXT, 0, 1, 0, 0, 0, 60, 0, (byte) data.size()});
        out.writeBytes(data.toByteArray());
      }
      return out.toByteArray();
    }
  }
}
