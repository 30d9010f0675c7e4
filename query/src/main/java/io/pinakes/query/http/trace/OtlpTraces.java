package io.pinakes.query.http.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.pinakes.query.generate.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Traces to a collector over OTLP/HTTP, in batches by a thread of its own. What the collector does
 * not take in time is dropped; no request waits for it. Names of keys are OpenTelemetry's semantic
 * conventions for HTTP and for generative models.
 */
public final class OtlpTraces implements Traces {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int MAX_QUEUE = 2_048;
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("error.type");

  private static final TextMapGetter<Map<String, String>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  /** It would tell standard error of every batch; held, because the platform forgets levels. */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtlpTraces(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("io.pinakes");
  }

  /**
   * Traces to a collector.
   *
   * @param collector its base address; spans go to {@code /v1/traces} below it
   * @param version of this program
   */
  public static OtlpTraces to(Endpoint collector, String version) {
    LIBRARY.setLevel(Level.OFF);
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(collector.at("/v1/traces").toString())
            .setTimeout(TIMEOUT)
            .build();
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"),
                "pinakes",
                AttributeKey.stringKey("service.version"),
                version));
    return new OtlpTraces(
        SdkTracerProvider.builder()
            .setResource(resource)
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(
                BatchSpanProcessor.builder(WatchedExporter.of(exporter))
                    .setScheduleDelay(DELAY)
                    .setMaxQueueSize(MAX_QUEUE)
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build());
  }

  @Override
  public Span request(String method, String route, Optional<String> parent) {
    Context above =
        W3CTraceContextPropagator.getInstance()
            .extract(
                Context.root(),
                parent.map(header -> Map.of("traceparent", header)).orElse(Map.of()),
                HEADERS);
    return new Told(
            tracer
                .spanBuilder(method + " " + route)
                .setParent(above)
                .setSpanKind(SpanKind.SERVER)
                .startSpan())
        .put("http.request.method", method)
        .put("http.route", route);
  }

  @Override
  public Span call(String name) {
    return new Told(tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).startSpan());
  }

  @Override
  public Span current() {
    return new Told(io.opentelemetry.api.trace.Span.current());
  }

  @Override
  public void close() {
    provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private record Told(io.opentelemetry.api.trace.Span span) implements Span {
    @Override
    public Span put(String key, String value) {
      span.setAttribute(key, value);
      return this;
    }

    @Override
    public Span put(String key, long value) {
      span.setAttribute(key, value);
      return this;
    }

    @Override
    public Span fail(String why) {
      span.setAttribute(STATUS, why);
      span.setStatus(StatusCode.ERROR);
      return this;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // Whoever entered leaves.
    public Scope enter() {
      return span.makeCurrent()::close;
    }

    @Override
    public void end() {
      span.end();
    }
  }
}
