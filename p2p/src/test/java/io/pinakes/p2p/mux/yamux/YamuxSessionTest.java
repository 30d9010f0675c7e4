package io.pinakes.p2p.mux.yamux;

import static io.pinakes.p2p.mux.yamux.Frames.data;
import static io.pinakes.p2p.mux.yamux.Frames.events;
import static io.pinakes.p2p.mux.yamux.Frames.frame;
import static io.pinakes.p2p.mux.yamux.Frames.goAway;
import static io.pinakes.p2p.mux.yamux.Frames.ping;
import static io.pinakes.p2p.mux.yamux.Frames.said;
import static io.pinakes.p2p.mux.yamux.Frames.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamuxSessionTest {
  private static final int SYN = 1;
  private static final int ACK = 2;
  private static final int FIN = 4;
  private static final int RST = 8;
  private static final long MS = 1_000_000;
  private static final int WINDOW = 262_144;
  private final TestAccounts accounts = TestAccounts.roomy();
  private final YamuxSession listener = session(Direction.INBOUND, accounts);
  private final YamuxSession dialler = session(Direction.OUTBOUND, accounts);

  @Test
  void diallersNumberTheirStreamsOddAndListenersEven() {
    assertThat(List.of(dialler.open(accounts, 0), dialler.open(accounts, 0))).containsExactly(1, 3);
    assertThat(List.of(listener.open(accounts, 0), listener.open(accounts, 0)))
        .containsExactly(2, 4);
    assertThat(said(dialler)).containsExactly("window+SYN/1/0", "window+SYN/3/0");
  }

  @Test
  void aStreamOfThePeerIsAcknowledgedWhenItIsAccepted() {
    listener.receive(window(SYN, 1, 0), 0);

    assertThat(events(listener)).containsExactly(new YamuxEvent.Opened(1));
    assertThat(said(listener)).isEmpty();
    listener.accept(1);
    assertThat(said(listener)).containsExactly("window+ACK/1/0");
  }

  @Test
  void nothingIsKeptOfStreamsThatThePeerResetsWhileNothingCanBeSent() {
    for (int id = 1; id < 20_000; id += 2) {
      listener.receive(window(SYN, id, 0), 0);
      listener.accept(id);
      listener.receive(window(RST, id, 0), 0);
      events(listener);
    }

    assertThat(listener.streamsInLine()).isZero();
    assertThat(said(listener)).isEmpty();
  }

  @ParameterizedTest(name = "type {0}, flags {1}: {2}")
  @CsvSource({
    "0, 1, opened 1|readable 1",
    "1, 1, opened 1",
    "0, 5, opened 1|readable 1|readable 1",
    "1, 5, opened 1|readable 1",
    "0, 9, ''",
    "1, 9, ''",
    "0, 13, ''",
    "1, 13, ''",
    "0, 3, opened 1|readable 1",
    "0, 7, opened 1|readable 1|readable 1",
  })
  void everyCombinationOfFlagsOnAFirstFrameIsLegal(int type, int flags, String expected) {
    listener.receive(type == 0 ? data(flags, 1, 5) : window(flags, 1, 5), 0);

    assertThat(names(events(listener))).isEqualTo(expected);
    assertThat(listener.hasEnded()).isFalse();
    listener.receive(ping(SYN, 7), 0);
    assertThat(said(listener)).as("the next frame is found").containsExactly("ping+ACK/0/7");
  }

  @ParameterizedTest(name = "type {0}, flags {1}: {2}")
  @CsvSource({
    "0, 2, readable 1",
    "1, 2, ''",
    "0, 4, readable 1|readable 1",
    "1, 6, readable 1",
    "0, 6, readable 1|readable 1",
    "0, 8, readable 1|reset 1",
    "1, 8, reset 1",
    "1, 10, reset 1",
    "0, 12, readable 1|readable 1|reset 1",
    "1, 14, readable 1|reset 1",
  })
  void everyCombinationOfFlagsOnAnAnswerIsLegal(int type, int flags, String expected) {
    dialler.open(accounts, 0);

    dialler.receive(type == 0 ? data(flags, 1, 5) : window(flags, 1, 5), 0);

    assertThat(names(events(dialler))).isEqualTo(expected);
    assertThat(dialler.hasEnded()).isFalse();
  }

  @Test
  void theErrorCodeOfAResetIsNotCredit() {
    int id = dialler.open(accounts, 0);
    dialler.receive(window(RST, id, -1), 0);

    assertThat(dialler.hasEnded()).isFalse();
    assertThat(dialler.isOpen(id)).isFalse();
  }

  @Test
  void creditIsGivenBackWhenTheReaderHasConsumedAndNotBefore() {
    listener.receive(data(SYN, 1, WINDOW), 0);
    assertThat(said(listener)).isEmpty();

    read(listener, 1, WINDOW / 4 - 1);
    assertThat(said(listener)).isEmpty();
    read(listener, 1, 1);
    assertThat(said(listener)).containsExactly("window/1/65536");
  }

  /** js sends frames as long as the window; bytes under way were once granted a second time. */
  @Test
  void bytesOfAFrameThatAreStillToComeAreNotGrantedASecondTime() {
    listener.receive(window(SYN, 1, 0), 0);
    int part = WINDOW * 3 / 4;
    listener.receive(frame(0, 0, 1, WINDOW, new byte[part]), 0);

    listener.read(1, ByteBuffer.allocate(part), 0);

    assertThat(sum(said(listener))).isEqualTo(part);
  }

  @Test
  void aPeerThatOverrunsItsWindowIsSentAway() {
    listener.receive(data(SYN, 1, WINDOW), 0);
    listener.receive(data(0, 1, 1), 0);

    assertThat(listener.hasEnded()).isTrue();
    assertThat(said(listener)).containsExactly("bye/0/1");
    assertThat(accounts.held()).isZero();
  }

  @Test
  void aFirstFrameOfMoreThanTheFirstWindowIsRefusedByItsHead() {
    listener.receive(frame(0, SYN, 1, WINDOW + 1, new byte[0]), 0);

    assertThat(said(listener)).containsExactly("bye/0/1");
  }

  @Test
  void aWindowBeyond32BitsEndsTheSession() {
    int id = dialler.open(accounts, 0);
    said(dialler);
    dialler.receive(window(ACK, id, -WINDOW - 1), 0);
    assertThat(dialler.hasEnded()).isFalse();

    dialler.receive(window(0, id, 1), 0);

    assertThat(said(dialler)).containsExactly("bye/0/1");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0"})
  void dataAndCreditForTheSessionItselfAreViolations(int type, int flags) {
    listener.receive(frame(type, flags, 0, 0, new byte[0]), 0);

    assertThat(said(listener)).containsExactly("bye/0/1");
  }

  @Test
  void streamsOfTheWrongParityOrOfAnOpenIdAreViolations() {
    listener.receive(window(SYN, 2, 0), 0);
    assertThat(said(listener)).containsExactly("bye/0/1");

    dialler.receive(window(SYN, 2, 0), 0);
    dialler.receive(window(SYN, 2, 0), 0);
    assertThat(said(dialler)).containsExactly("bye/0/1");
  }

  @Test
  void anotherVersionOrTypeIsAViolation() {
    listener.receive(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), 0);
    assertThat(said(listener)).containsExactly("bye/0/1");

    dialler.receive(frame(4, 0, 0, 0, new byte[0]), 0);
    assertThat(said(dialler)).containsExactly("bye/0/1");
  }

  @Test
  void framesOfUnknownStreamsAreDroppedAndTheirPayloadIsPassedOver() {
    listener.receive(data(0, 77, 1_000), 0);
    listener.receive(window(FIN, 77, 3), 0);
    listener.receive(window(RST, 78, 3), 0);
    listener.receive(ping(SYN, 9), 0);

    assertThat(said(listener)).containsExactly("ping+ACK/0/9");
    listener.receive(frame(0, 0, 77, 0x7fff_ffff, new byte[0]), 0);
    assertThat(listener.hasEnded()).as("2 GiB for nobody").isTrue();
  }

  @Test
  void pingsAreAnsweredAheadOfData() {
    int id = dialler.open(accounts, 0);
    dialler.write(id, ByteBuffer.allocate(10));
    dialler.receive(ping(SYN, 5), 0);

    assertThat(said(dialler)).containsExactly("ping+ACK/0/5", "window+SYN/1/0", "data/1/10");
  }

  @Test
  void aPeerThatPingsAndDoesNotReadIsSentAwayBeforeAnswersPileUp() {
    for (int i = 0; i <= 1_024; i++) {
      listener.receive(ping(SYN, i), 0);
    }

    assertThat(said(listener)).containsExactly("bye/0/1");
  }

  @Test
  void aPeerThatOpensWhatIsResetAndDoesNotReadIsSentAwayBeforeResetsPileUp() {
    for (int i = 0; i <= 1_024; i++) {
      int id = 1 + 2 * i;
      listener.receive(window(SYN, id, 0), 0);
      listener.accept(id);
      listener.reset(id);
    }

    assertThat(said(listener)).containsExactly("bye/0/1");
  }

  @Test
  void manyStreamsThatWereResetHereWhileNothingCouldBeSentAreNoFaultOfThePeer() {
    for (int i = 0; i < 750; i++) {
      int ours = dialler.open(accounts, 0);
      said(dialler);
      dialler.receive(window(ACK, ours, 0), 0);
      dialler.receive(window(SYN, 2 + 2 * i, 0), 0);
      dialler.accept(2 + 2 * i);
      said(dialler);
    }

    dialler.streamIds().forEach(dialler::reset);
    dialler.receive(ping(SYN, 5), 0);

    assertThat(dialler.hasEnded()).isFalse();
    assertThat(said(dialler)).hasSize(1_501).contains("window+RST/1/0", "ping+ACK/0/5");
  }

  @Test
  void streamsTakeTurnsAFrameEach() {
    int one = dialler.open(accounts, 0);
    int other = dialler.open(accounts, 0);
    said(dialler);
    dialler.write(one, ByteBuffer.allocate(140_000));
    dialler.write(other, ByteBuffer.allocate(70_000));

    assertThat(said(dialler))
        .containsExactly(
            "data/1/65507", "data/3/65507", "data/1/65507", "data/3/4493", "data/1/8986");
  }

  @Test
  void aWriterStopsAtTheWindowAndGoesOnWithCredit() {
    int id = dialler.open(accounts, 0);
    said(dialler);
    dialler.write(id, ByteBuffer.allocate(200_000));
    assertThat(said(dialler)).hasSize(4);
    dialler.write(id, ByteBuffer.allocate(200_000));
    assertThat(sum(said(dialler))).isEqualTo(WINDOW - 200_000);

    dialler.receive(window(ACK, id, 1_000), 0);

    assertThat(said(dialler)).containsExactly("data/1/1000");
  }

  @Test
  void theEndOfAStreamFollowsAllItsData() {
    int id = dialler.open(accounts, 0);
    said(dialler);
    dialler.write(id, ByteBuffer.allocate(100));
    dialler.closeWrite(id, 0);

    assertThat(said(dialler)).containsExactly("data/1/100", "window+FIN/1/0");
  }

  @Test
  void aStreamIsForgottenWhenBothSidesClosedItAndAllWasRead() {
    listener.receive(data(SYN | FIN, 1, 3), 0);
    listener.closeWrite(1, 0);
    said(listener);
    assertThat(listener.streams()).isEqualTo(1);

    assertThat(read(listener, 1, 3)).isEqualTo(3);

    assertThat(listener.streams()).isZero();
    assertThat(events(listener)).contains(new YamuxEvent.Finished(1));
    assertThat(accounts.held()).isZero();
  }

  @Test
  void whatComesAfterAStreamWasClosedForReadingIsDroppedWithoutCredit() {
    listener.receive(data(SYN, 1, 1_000), 0);
    listener.closeRead(1, 0);
    listener.receive(data(0, 1, WINDOW - 1_000), 0);

    assertThat(said(listener)).isEmpty();
    assertThat(accounts.held()).isZero();
  }

  @Test
  void aStreamThatIsClosedWhileItsWindowIsFullEndsAtOnceAndSaysSo() {
    int id = dialler.open(accounts, 0);
    said(dialler);
    dialler.receive(data(ACK, id, WINDOW), 0);
    events(dialler);

    dialler.closeWrite(id, 0);
    dialler.closeRead(id, 0);

    assertThat(names(events(dialler))).isEqualTo("reset 1");
    assertThat(said(dialler)).contains("window+RST/1/0");
    assertThat(accounts.held()).isZero();
  }

  @Test
  void aStreamThatThePeerLeavesOpenIsResetAfterThirtySeconds() {
    dialler.tick(0);
    dialler.receive(ping(ACK, 1), MS);
    int id = dialler.open(accounts, 0);
    dialler.closeWrite(id, 0);
    dialler.closeRead(id, 0);
    said(dialler);

    dialler.tick(29_999 * MS);
    assertThat(dialler.isOpen(id)).isTrue();
    assertThat(dialler.nextDeadline()).isEqualTo(30_000 * MS);
    dialler.tick(30_000 * MS);

    assertThat(dialler.isOpen(id)).isFalse();
    assertThat(said(dialler)).contains("window+RST/1/0");
  }

  @Test
  void aPeerWithStreamsThatFallsSilentIsGoneAfterNineSeconds() {
    dialler.tick(0);
    dialler.receive(ping(ACK, 1), MS);
    dialler.open(accounts, MS);
    said(dialler);

    assertThat(dialler.nextDeadline()).isEqualTo(3_001 * MS);
    dialler.tick(3_001 * MS);
    assertThat(said(dialler)).containsExactly("ping+SYN/0/2");
    dialler.tick(9_000 * MS);
    assertThat(dialler.hasEnded()).isFalse();
    dialler.tick(9_001 * MS);

    assertThat(dialler.hasEnded()).isTrue();
    assertThat(accounts.held()).isZero();
  }

  @Test
  void aPeerWithStreamsThatSaysAnythingAtAllStays() {
    dialler.tick(0);
    dialler.receive(ping(ACK, 1), MS);
    dialler.open(accounts, MS);
    dialler.tick(3_001 * MS);
    dialler.receive(ping(SYN, 5), 8_000 * MS);
    dialler.tick(9_001 * MS);

    assertThat(dialler.hasEnded()).isFalse();
  }

  /** An upload over a slow line: the ping lies behind it in the system's buffer for long. */
  @Test
  void aPeerThatGivesCreditNowAndThenStaysHoweverLateItAnswersAPing() {
    dialler.tick(0);
    dialler.receive(ping(ACK, 1), MS);
    int id = dialler.open(accounts, MS);
    dialler.tick(3_001 * MS);
    long heard = 8_000 * MS;
    for (int i = 0; i < 10; i++, heard += 8_000 * MS) {
      dialler.receive(window(0, id, WINDOW / 2), heard);
      dialler.tick(heard + 7_999 * MS);
      assertThat(dialler.hasEnded()).as("after [%s] ns", heard).isFalse();
    }
    dialler.receive(ping(ACK, 2), heard);
    dialler.tick(heard + 3_000 * MS);
    dialler.tick(heard + 8_999 * MS);
    assertThat(dialler.hasEnded()).isFalse();
    dialler.tick(heard + 9_000 * MS);

    assertThat(dialler.hasEnded()).isTrue();
  }

  @Test
  void onlyResetIsSentOfAStreamThatWasReset() {
    int id = dialler.open(accounts, 0);
    said(dialler);
    dialler.write(id, ByteBuffer.allocate(100_000));
    dialler.reset(id);

    assertThat(said(dialler)).containsExactly("window+RST/1/0");
    assertThat(accounts.held()).isZero();
  }

  @Test
  void ofAStreamThatWasResetBeforeItsFirstFrameThePeerNeverHears() {
    dialler.reset(dialler.open(accounts, 0));

    assertThat(said(dialler)).isEmpty();
  }

  @Test
  void streamsBeyondTheAccountsAreReset() {
    YamuxSession poor = session(Direction.INBOUND, new TestAccounts(1 << 20, 1));
    poor.receive(window(SYN, 1, 0), 0);
    poor.receive(data(SYN, 3, 10), 0);

    assertThat(names(events(poor))).isEqualTo("opened 1");
    assertThat(said(poor)).containsExactly("window+RST/3/0");
  }

  @Test
  void aStreamForWhichThereIsNoMemoryIsResetAndTheOthersGoOn() {
    TestAccounts small = new TestAccounts(100_000, 10);
    YamuxSession poor = session(Direction.INBOUND, small);
    poor.receive(data(SYN, 1, 50_000), 0);
    poor.receive(data(SYN, 3, 90_000), 0);
    poor.receive(data(0, 1, 1_000), 0);

    assertThat(names(events(poor))).isEqualTo("opened 1|readable 1|opened 3|reset 3");
    assertThat(read(poor, 1, 60_000)).isEqualTo(51_000);
    assertThat(small.held()).isZero();
  }

  @Test
  void aMillionSingleBytesCostNoMoreThanTheirSegments() {
    listener.receive(window(SYN, 1, 0), 0);
    for (int i = 0; i < WINDOW; i++) {
      listener.receive(data(0, 1, 1), 0);
    }

    assertThat(accounts.most()).isEqualTo(WINDOW);
  }

  @Test
  void windowsDoubleForAFastReaderUpToTheLimitAndAreChargedFor() {
    listener.tick(0);
    said(listener);
    listener.receive(ping(ACK, 1), 100 * MS);
    listener.receive(window(SYN, 1, 0), 100 * MS);
    List<Integer> credits = new ArrayList<>();
    long now = 100 * MS;
    int credit = WINDOW;
    for (int i = 0; i < 9; i++) {
      listener.receive(data(0, 1, credit), now);
      now += 50 * MS;
      listener.read(1, ByteBuffer.allocate(credit), now);
      credit = sum(said(listener));
      credits.add(credit);
    }

    assertThat(credits.stream().mapToInt(Integer::intValue).max()).hasValue(16 << 20);
    assertThat(accounts.held()).isEqualTo((16 << 20) - WINDOW);
  }

  @Test
  void windowsDoNotGrowForASlowReaderNorBeyondTheBudget() {
    TestAccounts small = new TestAccounts(600_000, 10);
    YamuxSession poor = session(Direction.INBOUND, small);
    poor.tick(0);
    said(poor);
    poor.receive(ping(ACK, 1), MS);
    poor.receive(window(SYN, 1, 0), MS);
    for (int i = 0; i < 5; i++) {
      poor.receive(data(0, 1, WINDOW), MS);
      poor.read(1, ByteBuffer.allocate(WINDOW), (6 + 5L * i) * MS);
      assertThat(sum(said(poor))).isEqualTo(WINDOW);
    }

    for (int i = 0; i < 3; i++) {
      poor.receive(data(0, 1, WINDOW), 30 * MS);
      poor.read(1, ByteBuffer.allocate(WINDOW), 30 * MS);
      said(poor);
    }

    assertThat(small.held()).as("one doubling fits, the next does not").isEqualTo(WINDOW);
  }

  @Test
  void after256UnacknowledgedStreamsOpeningWaitsForOne() {
    for (int i = 0; i < 256; i++) {
      dialler.open(accounts, 0);
    }
    assertThat(dialler.canOpen()).isFalse();

    dialler.receive(window(ACK, 1, 0), 0);

    assertThat(events(dialler)).containsExactly(new YamuxEvent.Openable());
    assertThat(dialler.canOpen()).isTrue();
  }

  @Test
  void whoDoesNotAnswerAPingWithinTenSecondsIsGone() {
    dialler.tick(0);
    assertThat(said(dialler)).containsExactly("ping+SYN/0/1");

    dialler.tick(9_999 * MS);
    assertThat(dialler.hasEnded()).isFalse();
    dialler.tick(10_000 * MS);

    assertThat(events(dialler)).containsExactly(new YamuxEvent.Ended("no answer to a ping", true));
  }

  @Test
  void afterThePeerLeavesNoStreamIsOpenedAndTheOpenOnesGoOn() {
    int id = dialler.open(accounts, 0);
    dialler.receive(goAway(0), 0);

    assertThat(events(dialler)).containsExactly(new YamuxEvent.PeerLeaves());
    assertThat(dialler.canOpen()).isFalse();
    assertThat(dialler.write(id, ByteBuffer.allocate(5))).isEqualTo(5);
  }

  @Test
  void onceLeavingStreamsOfThePeerAreReset() {
    listener.leave();
    listener.receive(window(SYN, 1, 0), 0);

    assertThat(said(listener)).containsExactly("window+RST/1/0", "bye/0/0");
  }

  @Test
  void aFrameIsUnderstoodHoweverItIsSplit() {
    ByteBuffer frames = ByteBuffer.allocate(100);
    frames.put(data(SYN, 1, 20)).put(data(FIN, 1, 20)).flip();
    while (frames.hasRemaining()) {
      listener.receive(ByteBuffer.wrap(new byte[] {frames.get()}), 0);
    }

    assertThat(read(listener, 1, 100)).isEqualTo(40);
    assertThat(read(listener, 1, 100)).isEqualTo(YamuxSession.END);
  }

  private static YamuxSession session(Direction direction, StreamAccounts accounts) {
    return new YamuxSession(direction, YamuxLimits.DEFAULT, accounts, 0);
  }

  private static int read(YamuxSession session, int id, int most) {
    return session.read(id, ByteBuffer.allocate(most), 0);
  }

  private static int sum(List<String> frames) {
    return frames.stream().mapToInt(frame -> Integer.parseInt(frame.split("/")[2])).sum();
  }

  private static String names(List<YamuxEvent> events) {
    List<String> names = new ArrayList<>();
    for (YamuxEvent event : events) {
      Optional<String> name =
          switch (event) {
            case YamuxEvent.Opened(int id) -> Optional.of("opened " + id);
            case YamuxEvent.ReadReady(int id) -> Optional.of("readable " + id);
            case YamuxEvent.Reset(int id, String cause) -> Optional.of("reset " + id);
            case YamuxEvent.Openable() -> Optional.empty();
            default -> Optional.of(event.toString());
          };
      name.ifPresent(names::add);
    }
    return String.join("|", names);
  }
}
