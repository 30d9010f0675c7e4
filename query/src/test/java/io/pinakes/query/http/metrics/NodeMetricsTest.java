package io.pinakes.query.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  @Test
  void searchesAreMeasuredBeforeThereWasOne() {
    try (NodeMetrics metrics = new NodeMetrics()) {
      String before = metrics.scrape();
      for (String stage : new String[] {"embed", "vector", "text", "fuse", "check", "total"}) {
        assertThat(before)
            .contains("pinakes_search_seconds_count{stage=\"" + stage + "\"} 0")
            .contains("pinakes_search_seconds_bucket{stage=\"" + stage + "\",le=\"0.001\"} 0");
      }
      metrics.searched("embed", 1_000_000);
      assertThat(metrics.scrape()).contains("pinakes_search_seconds_count{stage=\"embed\"} 1");
    }
  }
}
