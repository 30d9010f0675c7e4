package io.pinakes.p2p.transport;

import static io.pinakes.p2p.host.Eventually.SOON;
import static io.pinakes.p2p.host.Eventually.eventually;
import static io.pinakes.p2p.host.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport does. */
@Timeout(300)
public abstract class TransportContract {

  private final Transport transport;
  private final Multiaddr any;
  private final Multiaddr foreign;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Transport.Listener listener;

  /**
   * The contract of that transport.
   *
   * @param any an address to listen at, of the system's choosing
   * @param foreign an address that is not for it
   */
  protected TransportContract(Transport transport, String any, String foreign) throws IOException {
    this.transport = transport;
    this.any = Multiaddr.parse(any);
    this.foreign = Multiaddr.parse(foreign);
    listener = transport.listen(this.any);
  }

  @BeforeEach
  void closeItInTheEnd() {
    opened.add(listener);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @Test
  void itServesItsOwnAddressesAndNoOthers() {
    assertThat(transport.serves(any)).isTrue();
    assertThat(transport.serves(listener.address())).isTrue();
    assertThat(transport.serves(foreign)).isFalse();
    assertThat(transport.serves(any.with(foreign))).isFalse();
  }

  @Test
  void theAddressOfAListenerIsOneThatCanBeDialled() throws Exception {
    assertThat(listener.address()).isNotEqualTo(any);
    Pair pair = pair();

    assertThat(pair.near.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(pair.far.direction()).isEqualTo(Direction.INBOUND);
    assertThat(pair.near.remoteAddress()).isEqualTo(listener.address());
    assertThat(pair.far.localAddress()).isEqualTo(listener.address());
    assertThat(pair.far.remoteAddress()).isEqualTo(pair.near.localAddress());
  }

  @Test
  void bytesArriveInOrderBothWaysAtOnce() throws Exception {
    Pair pair = pair();
    byte[] there = bytes(1);
    byte[] back = bytes(2);
    CompletableFuture<byte[]> echoed = inThread(() -> exchange(pair.far, back, there.length));

    assertThat(exchange(pair.near, there, back.length)).isEqualTo(back);
    assertThat(resultOf(echoed)).isEqualTo(there);
  }

  @Test
  void afterTheEndOfOneDirectionTheOtherGoesOn() throws Exception {
    Pair pair = pair();
    pair.near.write(new byte[] {1});
    pair.near.closeOutput();

    assertThat(pair.far.readExactly(1)).containsExactly(1);
    assertThat(pair.far.read(new byte[1], 0, 1)).isEqualTo(-1);
    pair.far.write(new byte[] {2});
    assertThat(pair.near.readExactly(1)).containsExactly(2);
  }

  @Test
  void closingEndsAReadThatWaitsHereAndThere() throws Exception {
    Pair pair = pair();
    CompletableFuture<Integer> here = inThread(() -> pair.near.read(new byte[1], 0, 1));
    CompletableFuture<Integer> there = inThread(() -> pair.far.read(new byte[1], 0, 1));

    pair.near.close();

    assertThat(resultOf(there)).isEqualTo(-1);
    assertThatThrownBy(() -> resultOf(here)).hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> pair.near.write(new byte[1])).isInstanceOf(IOException.class);
  }

  @Test
  void whatWasWrittenBeforeTheCloseStillArrives() throws Exception {
    Pair pair = pair();
    pair.near.write(new byte[] {1, 2, 3});
    pair.near.close();

    assertThat(pair.far.readExactly(3)).containsExactly(1, 2, 3);
    assertThat(pair.far.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @Test
  void aWriterWaitsForAReaderThatDoesNotRead() throws Exception {
    Pair pair = pair();
    AtomicLong written = new AtomicLong();
    byte[] block = new byte[1 << 16];
    CompletableFuture<Integer> writer =
        inThread(
            () -> {
              while (true) {
                pair.near.write(block);
                written.addAndGet(block.length);
              }
            });
    long[] before = {-1};
    eventually(
        "it no longer gets on",
        SOON,
        () -> {
          long now = written.get();
          boolean same = now == before[0];
          before[0] = now;
          return same;
        });

    assertThat(written.get()).as("bytes that nobody reads").isLessThan(64 << 20);
    pair.far.close();
    assertThatThrownBy(() -> resultOf(writer)).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void whereNobodyListensADialFails() throws Exception {
    Multiaddr address = listener.address();
    listener.close();

    assertThatThrownBy(() -> transport.dial(address, SOON, new Cancellation()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCancelledDialFails() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();

    assertThatThrownBy(() -> transport.dial(listener.address(), SOON, cancelled))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aListenerThatIsClosedSaysSoAndItsAddressIsFreeAgain() throws Exception {
    CompletableFuture<RawConnection> waiting = inThread(listener::accept);
    Multiaddr address = listener.address();
    assertThatThrownBy(() -> transport.listen(address)).isInstanceOf(IOException.class);

    listener.close();

    assertThatThrownBy(() -> resultOf(waiting))
        .hasRootCauseInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> listener.accept()).isInstanceOf(ClosedChannelException.class);
    listener = transport.listen(address);
    opened.add(listener);
    assertThat(listener.address()).isEqualTo(address);
  }

  /** The JDK's accept once handed out who came after the close, to a thread that woke up late. */
  @Test
  void whoComesAfterAListenerIsClosedIsNotLetIn() throws Exception {
    CompletableFuture<RawConnection> accepted = new CompletableFuture<>();
    Thread acceptor = Thread.ofVirtual().start(() -> complete(accepted, listener::accept));
    eventually("it waits", SOON, () -> acceptor.getState() == Thread.State.WAITING);
    AtomicBoolean late = new AtomicBoolean(true);
    try {
      keepVirtualThreadsFromRunning(late);
      listener.close();
      opened.add(transport.dial(listener.address(), SOON, new Cancellation()));
    } catch (IOException e) {
      // so much the better
    } finally {
      late.set(false);
    }

    assertThatThrownBy(() -> resultOf(accepted))
        .hasRootCauseInstanceOf(ClosedChannelException.class);
  }

  @Test
  void connectionsThatNobodyHasAcceptedWait() throws Exception {
    for (int i = 0; i < 100; i++) {
      RawConnection near = transport.dial(listener.address(), SOON, new Cancellation());
      opened.add(near);
      near.write(new byte[] {(byte) i});
    }

    for (int i = 0; i < 100; i++) {
      RawConnection far = listener.accept();
      opened.add(far);
      assertThat(far.readExactly(1)).containsExactly(i);
    }
  }

  private Pair pair() throws IOException {
    RawConnection near = transport.dial(listener.address(), SOON, new Cancellation());
    RawConnection far = listener.accept();
    opened.add(near);
    opened.add(far);
    return new Pair(near, far);
  }

  private static byte[] exchange(RawConnection end, byte[] toSend, int toRead) throws Exception {
    CompletableFuture<Integer> sent =
        inThread(
            () -> {
              end.write(toSend);
              return 0;
            });
    byte[] heard = end.readExactly(toRead);
    resultOf(sent);
    return heard;
  }

  private static <T> CompletableFuture<T> inThread(Action<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> complete(result, action));
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Action<T> action) {
    try {
      result.complete(action.run());
    } catch (Exception | AssertionError e) {
      result.completeExceptionally(e);
    }
  }

  /** Takes each thread that virtual ones run on, until the flag is false. */
  private static void keepVirtualThreadsFromRunning(AtomicBoolean flag) throws Exception {
    int carriers =
        Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    CountDownLatch taken = new CountDownLatch(carriers);
    for (int i = 0; i < carriers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                taken.countDown();
                while (flag.get()) {
                  Thread.onSpinWait();
                }
              });
    }
    taken.await();
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[1_000_000];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private record Pair(RawConnection near, RawConnection far) {}

  @FunctionalInterface
  private interface Action<T> {
    T run() throws Exception;
  }
}
