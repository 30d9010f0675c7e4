package io.pinakes.p2p.mux.yamux;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;

/**
 * A peer that sends anything, against a session whose streams have a budget, of one who was dialled
 * and of one who dials and has opened streams.
 */
class YamuxFuzz {
  private static final long BUDGET_BYTES = 1 << 20;
  private static final int OUTPUT_BYTES = 4_096;
  private static final int OPENED = 3;
  private static final long MILLISECOND = 1_000_000;

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    for (Direction direction : Direction.values()) {
      run(direction, data);
    }
  }

  private static void run(Direction direction, byte[] data) {
    TestAccounts accounts = new TestAccounts(BUDGET_BYTES, 100);
    YamuxSession session = new YamuxSession(direction, YamuxLimits.DEFAULT, accounts, 0);
    for (int i = 0; direction == Direction.OUTBOUND && i < OPENED; i++) {
      session.open(accounts, 0);
    }
    ByteBuffer in = ByteBuffer.wrap(data);
    for (long now = 0; in.hasRemaining() && !session.hasEnded(); now += MILLISECOND) {
      int part = Math.min(in.remaining(), 1 + (in.get() & 0xff));
      ByteBuffer bytes = in.slice(in.position(), Math.min(part, in.remaining()));
      in.position(in.position() + bytes.remaining());
      session.receive(bytes, now);
      now += act(session, part, now);
      session.poll(ByteBuffer.allocate(OUTPUT_BYTES));
      while (session.nextEvent().isPresent()) {
        // whatever it says
      }
    }
    session.end("over");
    if (accounts.most() > BUDGET_BYTES || accounts.held() != 0 || session.streams() != 0) {
      throw new AssertionError("held " + accounts.held() + ", at most " + accounts.most());
    }
  }

  /** Something that its owner may do; how much time it takes. */
  private static long act(YamuxSession session, int choice, long now) {
    long passed = 0;
    if ((choice & 15) == 14) {
      passed = choice * 100L * MILLISECOND;
      session.tick(now + passed);
    } else if ((choice & 15) == 15) {
      session.leave();
    }
    for (int id : session.streamIds()) {
      if (session.isOpen(id)) {
        touch(session, id, choice, now + passed);
      }
    }
    return passed;
  }

  private static void touch(YamuxSession session, int id, int choice, long now) {
    switch (choice & 15) {
      case 0, 8 -> session.read(id, ByteBuffer.allocate(choice), now);
      case 1, 9 -> writeIfOpen(session, id, choice);
      case 2 -> session.closeRead(id, now);
      case 3 -> session.reset(id);
      case 4, 12 -> session.accept(id);
      case 5 -> session.closeWrite(id, now);
      case 6 -> {
        session.closeWrite(id, now);
        session.closeRead(id, now);
      }
      default -> {}
    }
  }

  private static void writeIfOpen(YamuxSession session, int id, int bytes) {
    try {
      session.write(id, ByteBuffer.allocate(bytes));
    } catch (IllegalStateException e) {
      // it was closed for writing, by us
    }
  }
}
