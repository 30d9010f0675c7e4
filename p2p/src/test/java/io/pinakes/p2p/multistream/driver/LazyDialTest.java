package io.pinakes.p2p.multistream.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.p2p.multistream.UnsupportedProtocolsException;
import io.pinakes.p2p.transport.Duplex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LazyDialTest {
  private static final String PROPOSAL = "\u0013/multistream/1.0.0\n\u0006/echo\n";
  private static final LazyDial.Hearing AT_ONCE = LazyDial.Wait::run;

  /** Says what it was given to say, and notes each write. */
  private static class Recorded implements Duplex {
    private final ByteArrayInputStream says;
    final List<byte[]> writes = new ArrayList<>();
    boolean ended;

    Recorded(String says) {
      this.says = new ByteArrayInputStream(says.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return says.read(into, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      ByteArrayOutputStream piece = new ByteArrayOutputStream();
      piece.write(from, offset, length);
      writes.add(piece.toByteArray());
    }

    @Override
    public void closeOutput() {
      ended = true;
    }

    @Override
    public void close() {
      ended = true;
    }

    String written(int write) {
      return new String(writes.get(write), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void theProposalTravelsWithTheFirstBytesAndNothingIsWaitedFor() throws Exception {
    Recorded channel = new Recorded("");
    LazyDial lazy = new LazyDial(channel, "/echo", AT_ONCE);

    lazy.write(bytes("first"));
    lazy.write(bytes("second"));
    lazy.closeOutput();

    assertThat(channel.writes).hasSize(2);
    assertThat(channel.written(0)).isEqualTo(PROPOSAL + "first");
    assertThat(channel.written(1)).isEqualTo("second");
    assertThat(channel.ended).isTrue();
  }

  @Test
  void thePeersWordIsHeardBeforeTheFirstByteAndIsNoneOfTheBytes() throws Exception {
    Recorded channel = new Recorded(PROPOSAL + "answer");
    LazyDial lazy = new LazyDial(channel, "/echo", AT_ONCE);

    assertThat(new String(lazy.readExactly(6), StandardCharsets.US_ASCII)).isEqualTo("answer");

    // Whoever reads first has proposed.
    assertThat(channel.writes).hasSize(1);
    assertThat(channel.written(0)).isEqualTo(PROPOSAL);
    lazy.write(bytes("more"));
    assertThat(channel.written(1)).isEqualTo("more");
  }

  @Test
  void aPeerThatDoesNotSpeakItIsFoundOutByWhoeverReads() throws Exception {
    Recorded channel = new Recorded("\u0013/multistream/1.0.0\n\u0003na\n");
    LazyDial lazy = new LazyDial(channel, "/echo", AT_ONCE);

    lazy.write(bytes("first"));

    assertThatThrownBy(() -> lazy.readExactly(1))
        .isInstanceOf(UnsupportedProtocolsException.class)
        .hasMessage("peer speaks none of [/echo]");
  }

  @Test
  void anEndWithoutAByteProposesAllTheSame() throws Exception {
    Recorded channel = new Recorded("");

    new LazyDial(channel, "/echo", AT_ONCE).closeOutput();

    assertThat(channel.written(0)).isEqualTo(PROPOSAL);
  }

  @Test
  void aFirstWriteThatBlocksDoesNotKeepTheReaderWaiting() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Recorded channel =
        new Recorded(PROPOSAL + "answer") {
          @Override
          public void write(byte[] from, int offset, int length) throws IOException {
            super.write(from, offset, length);
            if (writes.size() == 2) { // as where the peer's window is full
              blocked.countDown();
              try {
                read.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
          }
        };
    LazyDial lazy = new LazyDial(channel, "/echo", AT_ONCE);
    byte[] much = new byte[1 << 20];
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    lazy.write(much);
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    blocked.await();
    assertThat(lazy.readExactly(6)).isEqualTo(bytes("answer"));
    read.countDown();
    writer.join();
    assertThat(channel.writes.stream().mapToInt(piece -> piece.length).sum())
        .isEqualTo(PROPOSAL.length() + much.length);
  }
}
