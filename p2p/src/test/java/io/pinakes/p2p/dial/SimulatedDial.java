package io.pinakes.p2p.dial;

import io.pinakes.core.multiaddr.Multiaddr;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A plan in virtual time: a seed says which addresses there are, how long each takes, which of them
 * lead to the peer, and when somebody brings more. All that happens goes into a digest.
 */
final class SimulatedDial {
  private static final long MILLISECOND = 1_000_000;
  private static final int PLANTED_EVERY_BEGINS = 9;

  private final SplittableRandom random;
  private final DialLimits limits;
  private final DialPlan plan;
  private final MessageDigest log = sha256();
  private final Map<Long, List<Multiaddr>> answers = new TreeMap<>(); // by the time they come
  private final List<Multiaddr> begun = new ArrayList<>();
  private int running;
  private long now;
  private long lastBegin = Long.MIN_VALUE;
  private boolean failedSince;
  private int yetToCome;
  private int known;
  private final boolean planted;
  private final List<Multiaddr> lost = new ArrayList<>();

  SimulatedDial(long seed) {
    this(seed, false);
  }

  /**
   * With a bug, if so: now and then the plan hears that an address has failed that is still being
   * tried, as of a scheduler that gives up a place twice.
   */
  SimulatedDial(long seed, boolean planted) {
    this.planted = planted;
    random = new SplittableRandom(seed);
    limits =
        new DialLimits(
            1 + random.nextInt(4),
            1 + random.nextInt(30),
            Duration.ofMillis(random.nextInt(400)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1));
    now = random.nextLong() / 4;
    plan = new DialPlan(limits, now);
    yetToCome = random.nextInt(3);
  }

  /** Runs to the end and returns the digest of the log, in hex. */
  String run() {
    bring();
    while (true) {
      for (Optional<Multiaddr> next = plan.next(now); next.isPresent(); next = plan.next(now)) {
        begin(next.get());
      }
      if (plan.isExhausted()) {
        note("exhausted");
        check(begun.size() == Math.min(known, limits.maxAddresses()), "all were tried");
        return HexFormat.of().formatHex(log.digest());
      }
      if (advance()) {
        note("connected");
        return HexFormat.of().formatHex(log.digest());
      }
    }
  }

  private void begin(Multiaddr address) {
    check(!begun.contains(address), "none is tried twice");
    check(++running <= limits.maxParallel(), "no more at once than the limit says");
    check(
        begun.isEmpty() || failedSince || now - lastBegin >= limits.delay().toNanos(),
        "a delay apart, unless one failed");
    begun.add(address);
    lastBegin = now;
    failedSince = false;
    long answer = now + (1 + random.nextInt(2_000)) * MILLISECOND;
    answers.computeIfAbsent(answer, key -> new ArrayList<>()).add(address);
    note("begin " + address);
  }

  /** Goes to what happens next; whether that is a connection. */
  private boolean advance() {
    OptionalLong due = plan.nextAt();
    long answer = answers.isEmpty() ? Long.MAX_VALUE : answers.keySet().iterator().next();
    check(due.isPresent() || !answers.isEmpty(), "something is always to come");
    if (due.isPresent() && due.getAsLong() < answer) {
      now = Math.max(now, due.getAsLong());
      return false;
    }
    now = answer;
    List<Multiaddr> answering = answers.getOrDefault(answer, List.of());
    answers.remove(answer);
    for (Multiaddr address : answering) {
      running--;
      if (random.nextInt(12) == 0) {
        return true;
      }
      if (!lost.contains(address)) {
        plan.failed(address, "refused", now);
      }
      failedSince = true;
      note("failed " + address);
    }
    if (planted && begun.size() % PLANTED_EVERY_BEGINS == 0) {
      loseOne();
    }
    if (yetToCome > 0 && random.nextInt(3) == 0) {
      yetToCome--;
      bring();
    }
    return false;
  }

  private void loseOne() {
    answers.values().stream()
        .flatMap(List::stream)
        .filter(address -> !lost.contains(address))
        .findFirst()
        .ifPresent(
            address -> {
              lost.add(address);
              plan.failed(address, "lost", now);
              failedSince = true;
            });
  }

  private void bring() {
    List<Multiaddr> more = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String ip = List.of("ip4/127.0.0.1", "ip4/1.2.3.4", "ip6/2001:db8::1").get(random.nextInt(3));
      more.add(Multiaddr.parse("/" + ip + "/tcp/" + ++known));
    }
    plan.add(more);
    plan.add(more); // who brings what is known changes nothing
    note("add " + more);
  }

  private void note(String event) {
    log.update((now + " " + event + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + ", log " + HexFormat.of().formatHex(log.digest()));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
