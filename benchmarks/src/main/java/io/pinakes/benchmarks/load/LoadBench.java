package io.pinakes.benchmarks.load;

import io.pinakes.benchmarks.load.Order.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks for what a server holds, and for what is left of it when ten times as much comes. */
final class LoadBench {
  private static final double WARM_RATE = 400;
  private static final double FIRST_RATE = 50;
  private static final double LAST_RATE = 20_000;
  private static final double CLOSE_ENOUGH = 1.06;
  private static final double LESS = 0.94;
  private static final int TIMES = 10;
  private static final double CALM = 0.8;
  private static final double GROWTH = 1.4;
  private static final double GROWN = 1.05;
  private static final double STEP_SECONDS = 0.05;

  private final ClientProcess client;
  private final double boundMillis;
  private final double seconds;
  private final Consumer<String> notes;

  /**
   * A bench.
   *
   * @param boundMillis what the 99th percentile may be beside the embedding
   * @param seconds how long each rate is tried
   */
  LoadBench(ClientProcess client, double boundMillis, double seconds, Consumer<String> notes) {
    this.client = client;
    this.boundMillis = boundMillis;
    this.seconds = seconds;
    this.notes = notes;
  }

  /**
   * What a server holds.
   *
   * @param tried all rates, in the order in which they were tried
   * @param rate the highest that held the bound, asked once more for longer; 0 if none did
   * @param held what came of it then
   * @param cpuSeconds that the server used meanwhile
   * @param usage of the server behind it
   */
  record Holding(
      List<Slice> tried, double rate, Slice held, double cpuSeconds, Served.Usage usage) {}

  /**
   * What is left under too much.
   *
   * @param best the most answers a second that were seen at any rate
   * @param rate what was asked: ten times that
   * @param flood what came of it
   * @param after the calm behind it
   * @param recoverySeconds from the flood's end until the bound held again, to the end of the calm;
   *     NaN if it never did
   */
  record Flood(double best, double rate, Slice flood, Slice after, double recoverySeconds) {
    double left() {
      return flood.goodput() / best;
    }
  }

  /** Has the server compile what it runs. */
  void warm(Served served, double warmSeconds) throws IOException {
    client.ask(served, List.of(new Segment(WARM_RATE, warmSeconds)));
  }

  /** The highest rate that holds the bound: doubled until it does not, then between the two. */
  Holding holding(Served served) throws IOException {
    List<Slice> tried = new ArrayList<>();
    double good = 0;
    double bad = FIRST_RATE;
    while (bad < LAST_RATE && attempt(served, bad, seconds, tried).holds(boundMillis)) {
      good = bad;
      bad *= 2;
    }
    while (good > 0 && bad / good > CLOSE_ENOUGH) {
      double middle = Math.sqrt(good * bad);
      if (attempt(served, middle, seconds, tried).holds(boundMillis)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    // A rate at the border holds by luck now and then: it has to once more, for longer.
    while (true) {
      double rate = good > 0 ? good : FIRST_RATE;
      double before = served.usage().cpuSeconds();
      Slice held = attempt(served, rate, 3 * seconds, tried);
      Served.Usage usage = served.usage();
      if (held.holds(boundMillis) || good < FIRST_RATE) {
        boolean holds = held.holds(boundMillis);
        return new Holding(tried, holds ? rate : 0, held, usage.cpuSeconds() - before, usage);
      }
      good *= LESS;
    }
  }

  private Slice attempt(Served served, double rate, double howLong, List<Slice> tried)
      throws IOException {
    Slice slice = Slice.of(client.ask(served, List.of(new Segment(rate, howLong))), 0, howLong);
    tried.add(slice);
    notes.accept(
        served.name()
            + " at "
            + Slice.format("%.0f", rate)
            + "/s: "
            + Slice.format("%.0f", slice.goodput())
            + " answered, "
            + slice.refused()
            + " refused, "
            + slice.failed()
            + " failed, p99 "
            + slice.beside().map(t -> Slice.format("%.1f ms", t.millisAt(0.99))).orElse("–"));
    return slice;
  }

  /** Ten times what it can serve, between two calms. */
  Flood flood(Served served, Holding holding) throws IOException {
    List<Slice> tried = new ArrayList<>(holding.tried());
    double rate = Math.max(FIRST_RATE, holding.rate());
    double best = tried.stream().mapToDouble(Slice::goodput).max().orElse(0);
    // Until more is asked and no more is answered.
    for (double more = GROWTH * best; ; more *= GROWTH) {
      double now = attempt(served, more, seconds, tried).goodput();
      boolean grown = now > GROWN * best;
      best = Math.max(best, now);
      if (!grown) {
        break;
      }
    }
    double calm = CALM * rate;
    double flooded = TIMES * best;
    Outcomes outcomes =
        client.ask(
            served,
            List.of(
                new Segment(calm, seconds),
                new Segment(flooded, 2 * seconds),
                new Segment(calm, 2 * seconds)));
    double begin = 3 * seconds;
    double end = 5 * seconds;
    Flood flood =
        new Flood(
            best,
            flooded,
            Slice.of(outcomes, seconds, begin),
            Slice.of(outcomes, begin, end),
            recovery(outcomes, begin, end));
    notes.accept(
        served.name()
            + " at ten times: "
            + Slice.format("%.0f", flood.flood().goodput())
            + " of "
            + Slice.format("%.0f", best)
            + " answered a second, recovered after "
            + Slice.format("%.2f s", flood.recoverySeconds()));
    return flood;
  }

  /** The least time from which on all was as it should be, to the end. */
  private double recovery(Outcomes outcomes, double begin, double end) {
    for (double from = begin; from < end - seconds; from += STEP_SECONDS) {
      if (Slice.of(outcomes, from, end).holds(boundMillis)) {
        return from - begin;
      }
    }
    return Double.NaN;
  }
}
