package io.pinakes.p2p.multistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final String HEADER = "\u0013/multistream/1.0.0\n";

  @Test
  void aDiallerSendsHeaderAndFirstProposalInOnePiece() {
    assertThat(text(new DialNegotiation(List.of("/noise", "/tls/1.0.0")).takeOutput()))
        .isEqualTo(HEADER + "\u0007/noise\n");
  }

  @Test
  void aListenerTakesPipelinedBytesAndLeavesThePayloadBehindThem() throws Exception {
    ListenNegotiation listener = new ListenNegotiation("/a"::equals);
    ByteBuffer in = ByteBuffer.wrap(bytes(HEADER + "\u0003/a\nfirst payload"));

    listener.receive(in);

    assertThat(listener.result()).contains("/a");
    assertThat(text(listener.takeOutput())).isEqualTo(HEADER + "\u0003/a\n");
    assertThat(in.remaining()).isEqualTo("first payload".length());
  }

  @Test
  void whatIsNotKnownIsAnsweredNaAndTheNextProposalFollows() throws Exception {
    DialNegotiation dialler = new DialNegotiation(List.of("/tls/1.0.0", "/noise"));
    ListenNegotiation listener = new ListenNegotiation("/noise"::equals);

    converse(dialler, listener);

    assertThat(dialler.result()).contains("/noise");
    assertThat(listener.result()).contains("/noise");
  }

  @Test
  void aDiallerWithNothingLeftToProposeSaysWhatItProposed() {
    DialNegotiation dialler = new DialNegotiation(List.of("/a", "/b"));
    ListenNegotiation listener = new ListenNegotiation(protocol -> false);

    assertThatThrownBy(() -> converse(dialler, listener))
        .isInstanceOf(UnsupportedProtocolsException.class)
        .hasMessage("peer speaks none of [/a, /b]");
  }

  @Test
  void theDeadListCommandIsAnsweredNa() throws Exception {
    ListenNegotiation listener = new ListenNegotiation(protocol -> false);
    listener.receive(ByteBuffer.wrap(bytes(HEADER + "\u0003ls\n")));

    assertThat(text(listener.takeOutput())).isEqualTo(HEADER + "\u0003na\n");
  }

  @Test
  void aStreamOfZeroBytesIsRefusedByTheFirst() {
    ListenNegotiation listener = new ListenNegotiation(protocol -> true);

    assertThatThrownBy(() -> listener.receive(ByteBuffer.allocate(1)))
        .isInstanceOf(WireException.class)
        .hasMessage("multistream message of [0] bytes");
  }

  @Test
  void aMessageOfMoreThan1024BytesIsRefusedByItsLength() {
    ListenNegotiation listener = new ListenNegotiation(protocol -> true);
    byte[] length1025 = {(byte) 0x81, 0x08};

    assertThatThrownBy(() -> listener.receive(ByteBuffer.wrap(length1025)))
        .hasMessage("multistream message of [1025] bytes");
    assertThatThrownBy(
            () ->
                new ListenNegotiation(protocol -> true)
                    .receive(ByteBuffer.wrap(new byte[] {-1, -1, -1})))
        .isInstanceOf(WireException.class);
  }

  @Test
  void after64ProposalsTheListenerHasHeardEnough() throws Exception {
    ListenNegotiation listener = new ListenNegotiation(protocol -> false);
    listener.receive(ByteBuffer.wrap(bytes(HEADER)));
    ByteBuffer proposal = ByteBuffer.wrap(bytes("\u0003/x\n"));
    for (int i = 0; i < 63; i++) {
      listener.receive(proposal.rewind());
    }

    assertThatThrownBy(() -> listener.receive(proposal.rewind()))
        .hasMessageContaining("[64] proposals");
  }

  @Test
  void anotherHeaderAndAMissingNewlineAreRefused() {
    assertThatThrownBy(
            () ->
                new ListenNegotiation(protocol -> true)
                    .receive(ByteBuffer.wrap(bytes("\u0005HTTP\n"))))
        .hasMessage("peer does not speak multistream 1.0 but [HTTP]");
    assertThatThrownBy(
            () ->
                new ListenNegotiation(protocol -> true).receive(ByteBuffer.wrap(bytes("\u0002ab"))))
        .hasMessage("multistream message without a newline");
  }

  @SeededTest
  void howeverBytesAreSplitTheOutcomeIsTheSame(RandomGenerator random) throws Exception {
    List<String> proposals = List.of("/a", "/b/1.0.0", "/c");
    DialNegotiation dialler = new DialNegotiation(proposals);
    ListenNegotiation listener = new ListenNegotiation(Set.of("/c")::contains);
    while (dialler.result().isEmpty() || listener.result().isEmpty()) {
      deliver(dialler.takeOutput(), listener, random);
      deliver(listener.takeOutput(), dialler, random);
    }

    assertThat(dialler.result()).isEqualTo(listener.result()).contains("/c");
  }

  @SeededTest(times = 1_000)
  void noBytesThrowAnythingButAWireException(RandomGenerator random) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    Negotiation end =
        random.nextBoolean()
            ? new ListenNegotiation(protocol -> random.nextBoolean())
            : new DialNegotiation(List.of("/a"));
    try {
      end.receive(ByteBuffer.wrap(bytes(random.nextBoolean() ? HEADER : "")));
      end.receive(ByteBuffer.wrap(noise));
    } catch (WireException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  private static void deliver(byte[] bytes, Negotiation to, RandomGenerator random)
      throws WireException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      ByteBuffer part = in.slice(in.position(), 1 + random.nextInt(in.remaining()));
      in.position(in.position() + part.remaining());
      to.receive(part);
    }
  }

  private static void converse(Negotiation dialler, Negotiation listener) throws WireException {
    for (int i = 0; i < 10; i++) {
      listener.receive(ByteBuffer.wrap(dialler.takeOutput()));
      dialler.receive(ByteBuffer.wrap(listener.takeOutput()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
