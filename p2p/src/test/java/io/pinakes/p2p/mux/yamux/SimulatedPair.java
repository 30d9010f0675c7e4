package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two sessions in one thread, joined by two pipes; a seed decides who moves, how bytes are split,
 * who resets, who reads slowly and how time passes. Each byte of a stream is a function of stream,
 * sender and offset, so that a reader checks what it reads. Each end pays out of a host's scopes,
 * whose sums are checked after every step. All that happens goes into a digest.
 */
final class SimulatedPair {
  private static final int STEPS = 300;
  private static final long BUDGET_BYTES = 3 << 20; // of the peer, by both ends' scopes
  private static final int FLOOD_TURNS = 8;
  private static final int FLOOD_BYTES = 100_000;
  private static final int SIBLING_BYTES = 300_000;
  private static final long MILLISECOND = 1_000_000;

  private final SplittableRandom random;
  private final MessageDigest log = sha256();
  private final End dialler;
  private final End listener;
  private final boolean planted;
  private long now;

  SimulatedPair(long seed) {
    this(seed, false);
  }

  /**
   * With a bug, if so: the listener grants 4 KiB too much with a window update now and then, as a
   * session would that counts wrongly.
   */
  SimulatedPair(long seed, boolean planted) {
    this.planted = planted;
    random = new SplittableRandom(seed);
    dialler = new End("dialler", Direction.OUTBOUND);
    listener = new End("listener", Direction.INBOUND);
  }

  /** Runs to the end and returns the digest of the log of events, in hex. */
  String run() {
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(5) * MILLISECOND / (1 + random.nextInt(1_000));
      End end = random.nextBoolean() ? dialler : listener;
      act(end, end == dialler ? listener : dialler);
      dialler.accounts.check();
      listener.accounts.check();
    }
    settle();
    return HexFormat.of().formatHex(log.digest());
  }

  private void act(End end, End peer) {
    switch (random.nextInt(24)) {
      case 0, 1 -> end.open();
      case 2, 3, 4, 5, 6 -> end.writeSomewhere();
      case 7 -> {
        if (random.nextInt(6) == 0) {
          flood(end, peer);
        }
      }
      case 8, 9, 10, 11, 12, 13 -> end.readSomewhere();
      case 14, 15, 16, 17 -> carry(end, peer, 1 + random.nextInt(100_000));
      case 18, 19 -> end.closeSomewhere();
      case 20, 21 -> end.maybeReset();
      default -> {
        end.session.tick(now);
        end.accounts.siblingHolds(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(SIBLING_BYTES));
      }
    }
    note(end);
  }

  /** Everything under way arrives, everybody reads and closes, and then nobody holds anything. */
  private void settle() {
    for (int round = 0; round < 2_000 && !(dialler.isQuiet() && listener.isQuiet()); round++) {
      now += 500 * MILLISECOND; // so that closed streams stop waiting for their peers
      for (End end : List.of(dialler, listener)) {
        end.session.tick(now);
        end.finishAll();
        carry(end, end == dialler ? listener : dialler, Integer.MAX_VALUE);
        note(end);
      }
    }
    for (End end : List.of(dialler, listener)) {
      if (end.session.hasEnded()) {
        throw new AssertionError(
            end.name + " ended, log " + HexFormat.of().formatHex(log.digest()));
      }
      if (!end.isQuiet() || end.accounts.held() != 0) {
        throw new AssertionError(
            end.name + " has " + end.session.streams() + " streams and " + end.accounts.held());
      }
      log.update(
          (end.name + " refused " + end.accounts.refused()).getBytes(StandardCharsets.UTF_8));
      end.accounts.close();
    }
  }

  private void carry(End from, End to, int most) {
    int left = most;
    while (left > 0 && from.session.hasOutput()) {
      ByteBuffer out = ByteBuffer.allocate(2_048 + random.nextInt(64_000));
      from.session.poll(out);
      out.flip();
      if (planted && from == listener) {
        grantTooMuch(out);
      }
      left -= out.remaining();
      while (out.hasRemaining()) {
        int part = Math.min(out.remaining(), 1 + random.nextInt(20_000));
        to.session.receive(out.slice(out.position(), part), now);
        out.position(out.position() + part);
      }
      note(to);
    }
  }

  /** Writes to one stream until its window is full, or nearly. */
  private void flood(End end, End peer) {
    Optional<Integer> id = end.any().filter(one -> !end.closed.contains(one));
    for (int turn = 0; turn < FLOOD_TURNS && id.isPresent(); turn++) {
      if (end.session.isOpen(id.get())) {
        end.write(id.get(), FLOOD_BYTES);
        carry(end, peer, Integer.MAX_VALUE);
      }
    }
  }

  /** In the first window update of the frames, of every other stream. */
  private static void grantTooMuch(ByteBuffer frames) {
    for (int at = frames.position(); at + YamuxHeader.BYTES <= frames.limit(); ) {
      int type = frames.get(at + 1);
      int id = frames.getInt(at + 4);
      int length = frames.getInt(at + 8);
      if (type == YamuxHeader.WINDOW_UPDATE && length > 0 && id % 4 == 1) {
        frames.putInt(at + 8, length + 4_096);
        return;
      }
      at += YamuxHeader.BYTES + (type == YamuxHeader.DATA ? length : 0);
    }
  }

  private void note(End end) {
    for (YamuxEvent event : Frames.events(end.session)) {
      end.on(event);
      log.update((now + " " + end.name + " " + event + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Mostly little, now and then up to the most. */
  private int some(int most) {
    return random.nextInt(random.nextInt(5) == 0 ? most : most / 50);
  }

  /** How often limits stood in the way of both ends. */
  long refused() {
    return dialler.accounts.refused() + listener.accounts.refused();
  }

  private static byte expected(int id, Direction sender, long offset) {
    return (byte) (id * 31L + offset * 7 + (sender == Direction.OUTBOUND ? 1 : 2) + (offset >> 9));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A session, and what its application knows of its streams. */
  private final class End {
    private final String name;
    private final Direction direction;
    private final ScopedAccounts accounts = new ScopedAccounts(BUDGET_BYTES);
    private final YamuxSession session;
    private final Map<Integer, Long> written = new LinkedHashMap<>();
    private final Map<Integer, Long> readUpTo = new LinkedHashMap<>();
    private final List<Integer> closed = new ArrayList<>();
    private final Deque<Integer> slow = new ArrayDeque<>();

    private End(String name, Direction direction) {
      this.name = name;
      this.direction = direction;
      session = new YamuxSession(direction, YamuxLimits.DEFAULT, accounts, 0);
    }

    private void open() {
      if (session.streams() < 20 && session.canOpen()) {
        accounts.open(Direction.OUTBOUND).ifPresent(account -> session.open(account, now));
      }
    }

    private Optional<Integer> any() {
      List<Integer> ids = session.streamIds();
      return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    private void writeSomewhere() {
      any().filter(id -> !closed.contains(id)).ifPresent(id -> write(id, some(120_000)));
    }

    private void write(int id, int count) {
      long from = written.getOrDefault(id, 0L);
      ByteBuffer bytes = ByteBuffer.allocate(count);
      for (int i = 0; i < count; i++) {
        bytes.put(expected(id, direction, from + i));
      }
      written.put(id, from + session.write(id, bytes.flip()));
    }

    private void readSomewhere() {
      any().filter(id -> !slow.contains(id)).ifPresent(id -> read(id, some(150_000)));
    }

    private int read(int id, int most) {
      ByteBuffer into = ByteBuffer.allocate(most);
      int count = session.read(id, into, now);
      long from = readUpTo.getOrDefault(id, 0L);
      Direction sender = direction == Direction.OUTBOUND ? Direction.INBOUND : Direction.OUTBOUND;
      for (int i = 0; i < count; i++) {
        if (into.get(i) != expected(id, sender, from + i)) {
          throw new AssertionError(name + " read a wrong byte of " + id + " at " + (from + i));
        }
      }
      readUpTo.put(id, from + Math.max(0, count));
      return count;
    }

    private void closeSomewhere() {
      any()
          .ifPresent(
              id -> {
                if (random.nextInt(4) == 0) {
                  session.closeRead(id, now);
                } else {
                  session.closeWrite(id, now);
                  closed.add(id);
                }
              });
    }

    private void maybeReset() {
      if (random.nextInt(3) == 0) {
        any().ifPresent(session::reset);
      } else {
        any().ifPresent(slow::add);
      }
    }

    private void finishAll() {
      slow.clear();
      for (int id : session.streamIds()) {
        while (session.isOpen(id) && read(id, 100_000) > 0) {
          // until there is no more for now
        }
        session.closeWrite(id, now);
      }
    }

    private void on(YamuxEvent event) {
      if (event instanceof YamuxEvent.Opened(int id)) {
        session.accept(id);
      }
    }

    private boolean isQuiet() {
      return session.streams() == 0 && !session.hasOutput();
    }
  }
}
