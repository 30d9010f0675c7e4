package io.pinakes.query.http.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pinakes.query.SearchResult;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.work.LanePool;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The node's registry. Safe for use by several threads; recording waits for nothing. */
public final class NodeMetrics implements AutoCloseable {
  /** All stages of a search together. */
  public static final String TOTAL = "total";

  /** Where a search, a list or a slow model fall. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** As many as there are routes, statuses and stages; asking the registry for one costs more. */
  private final Map<Timed, Timer> timers = new ConcurrentHashMap<>();

  private record Timed(String name, Tags tags) {}

  /** A registry that watches the process already. */
  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    // Now, not with the first search: a dashboard is to show none rather than no figures.
    SearchResult.STEPS.forEach(this::search);
    search(TOTAL);
  }

  /** A request was answered. */
  public void answered(String method, String route, int status, long nanos) {
    timer(
            "pinakes.http.server",
            "Time from a request's head to the end of its answer.",
            Tags.of("method", method, "route", route, "status", Integer.toString(status)))
        .record(Duration.ofNanos(nanos));
  }

  /**
   * A stage of a search took so long.
   *
   * @param stage one of {@link SearchResult#STEPS}, or {@value #TOTAL}
   */
  public void searched(String stage, long nanos) {
    search(stage).record(Duration.ofNanos(nanos));
  }

  private Timer search(String stage) {
    return timer("pinakes.search", "Time of a stage of a search.", Tags.of("stage", stage));
  }

  /** Something was counted. */
  public void count(String name, String description, String label, String value, double amount) {
    Counter.builder(name)
        .description(description)
        .tag(label, value)
        .register(registry)
        .increment(amount);
  }

  /** Watches a number. */
  public <T> void watch(
      String name, String description, String label, String value, T of, ToDoubleFunction<T> how) {
    Gauge.builder(name, of, how).description(description).tag(label, value).register(registry);
  }

  /** Watches the lanes. */
  public void watch(Map<Lane, LanePool> lanes) {
    lanes.forEach(
        (lane, pool) -> {
          watch(
              "pinakes.lane.running",
              "Work that runs.",
              "lane",
              lane.text(),
              pool,
              p -> p.running());
          watch(
              "pinakes.lane.waiting",
              "Work that waits.",
              "lane",
              lane.text(),
              pool,
              p -> p.waiting());
          io.micrometer.core.instrument.FunctionCounter.builder(
                  "pinakes.lane.shed", pool, p -> p.shed())
              .description("Work that was turned away.")
              .tag("lane", lane.text())
              .register(registry);
        });
  }

  private Timer timer(String name, String description, Tags tags) {
    return timers.computeIfAbsent(
        new Timed(name, tags),
        timed ->
            Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry));
  }

  /** All of it, in Prometheus' text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
