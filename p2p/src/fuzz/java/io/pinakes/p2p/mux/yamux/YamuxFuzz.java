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
    for (long now = 0; in.hasRemaining() && !session.hasEnded(); now += 1_000_000) {
      int part = Math.min(in.remaining(), 1 + (in.get() & 0xff));
      ByteBuffer bytes = in.slice(in.position(), Math.min(part, in.remaining()));
      in.position(in.position() + bytes.remaining());
      session.receive(bytes, now);
      for (int id : session.streamIds()) {
        touch(session, id, part, now);
      }
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

  private static void touch(YamuxSession session, int id, int choice, long now) {
    switch (choice & 7) {
      case 0 -> session.read(id, ByteBuffer.allocate(choice), now);
      case 1 -> session.write(id, ByteBuffer.allocate(choice));
      case 2 -> session.closeRead(id, now);
      case 3 -> session.reset(id);
      case 4 -> session.accept(id);
      default -> {}
    }
  }
}
