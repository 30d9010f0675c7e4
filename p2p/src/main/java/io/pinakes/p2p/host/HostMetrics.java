package io.pinakes.p2p.host;

import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.resource.ScopeTree;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what happens to a host. Safe for several threads. */
public final class HostMetrics implements Consumer<HostEvent> {
  private static final String PREFIX = "pinakes_p2p_";

  private final LongAdder joined = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder dialsFailed = new LongAdder();
  private final LongAdder acceptsFailed = new LongAdder();
  private final LongAdder trimmed = new LongAdder();
  private final LongAdder cutOff = new LongAdder();
  private final LongAdder identifiesFailed = new LongAdder();
  private final LongAdder streamsFailed = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final ScopeTree scopes;

  HostMetrics(ScopeTree scopes) {
    this.scopes = scopes;
  }

  @Override
  public void accept(HostEvent event) {
    switch (event) {
      case HostEvent.Joined it -> joined.increment();
      case HostEvent.Left it -> left.increment();
      case HostEvent.Refused it -> refused.increment();
      case HostEvent.DialFailed it -> dialsFailed.increment();
      case HostEvent.AcceptFailed it -> acceptsFailed.increment();
      case HostEvent.Trimmed it -> trimmed.increment();
      case HostEvent.CutOff it -> cutOff.increment();
      case HostEvent.IdentifyFailed it -> identifiesFailed.increment();
      case HostEvent.StreamFailed it -> streamsFailed.increment();
      case HostEvent.Listening it -> {}
      case HostEvent.Identified it -> {}
    }
  }

  void read(int bytes) {
    bytesRead.add(bytes);
  }

  void written(int bytes) {
    bytesWritten.add(bytes);
  }

  /** All figures by name: what ends in {@code _total} only grows, all else is as it is now. */
  public SortedMap<String, Long> figures() {
    SortedMap<String, Long> all = new TreeMap<>();
    all.put(PREFIX + "connections_joined_total", joined.sum());
    all.put(PREFIX + "connections_left_total", left.sum());
    all.put(PREFIX + "connections_refused_total", refused.sum());
    all.put(PREFIX + "connections_trimmed_total", trimmed.sum());
    all.put(PREFIX + "connections_cut_off_total", cutOff.sum());
    all.put(PREFIX + "identifies_failed_total", identifiesFailed.sum());
    all.put(PREFIX + "streams_failed_total", streamsFailed.sum());
    all.put(PREFIX + "dials_failed_total", dialsFailed.sum());
    all.put(PREFIX + "accepts_failed_total", acceptsFailed.sum());
    all.put(PREFIX + "bytes_read_total", bytesRead.sum());
    all.put(PREFIX + "bytes_written_total", bytesWritten.sum());
    for (Resource resource : Resource.values()) {
      String unit = resource == Resource.MEMORY ? "_bytes" : "";
      String name = resource.name().toLowerCase(Locale.ROOT);
      all.put(PREFIX + "held_" + name + unit, scopes.used(resource));
    }
    return all;
  }

  /** The same as lines, in the text format of Prometheus. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    figures()
        .forEach(
            (name, value) -> {
              String type = name.endsWith("_total") ? "counter" : "gauge";
              lines.append("# TYPE ").append(name).append(' ').append(type).append('\n');
              lines.append(name).append(' ').append(value).append('\n');
            });
    return lines.toString();
  }
}
