package io.pinakes.query.http.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when the collector stops taking spans, and when it takes them again. */
record WatchedExporter(SpanExporter exporter, AtomicBoolean refused) implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

  static WatchedExporter of(SpanExporter exporter) {
    return new WatchedExporter(exporter, new AtomicBoolean());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(!result.isSuccess()));
  }

  private void tell(boolean isRefused) {
    if (refused.getAndSet(isRefused) != isRefused) {
      if (isRefused) {
        LOG.warn("the collector of traces does not take them; they are dropped until it does");
      } else {
        LOG.info("the collector of traces takes them again");
      }
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
