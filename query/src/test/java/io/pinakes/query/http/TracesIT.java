package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.http.trace.OtlpTraces;
import io.pinakes.query.http.trace.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces of a node that serves, as a collector on this machine gets them. */
@Timeout(600)
class TracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PLANTED = "zyxomma";

  @TempDir Path folder;

  /** Takes what comes, and remembers it. */
  private static final class Collector implements AutoCloseable {
    private final ByteArrayOutputStream spans = new ByteArrayOutputStream();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);

    Collector() throws IOException {
      server.createContext(
          "/",
          exchange -> {
            asked.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI().getPath()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            synchronized (spans) {
              exchange.getRequestBody().transferTo(spans);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Strings stand in the protocol's messages as they are. */
    String text() {
      synchronized (spans) {
        return spans.toString(StandardCharsets.ISO_8859_1);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void requestAndGeneratorAreSpansOfTheCallersTraceWithoutWhatWasAsked() throws Exception {
    try (Collector collector = new Collector()) {
      Traces traces = OtlpTraces.to(Endpoint.parse(collector.address()), "test");
      try (traces;
          ServedBank node =
              ServedBank.withSample(
                  folder.resolve("home"), ServedBank.Setting.USUAL.with(traces))) {
        String body =
            ServedBank.JSON
                .createObjectNode()
                .put("question", "What did Callimachus catalogue, " + PLANTED + "?")
                .toString();
        var answer =
            node.send(
                node.posting("/api/v1/ask", body)
                    .header("X-Request-Id", "asked-1")
                    .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        node.get("/api/v1/datasets/" + PLANTED + "?" + PLANTED + "=1");
      }
      assertThat(collector.asked)
          .isNotEmpty()
          .containsOnly("POST /v1/traces application/x-protobuf");
      String spans = collector.text();
      assertThat(spans)
          .contains("POST /api/v1/ask", "GET /api/v1/datasets/{dataset}", "chat extractive")
          .contains(
              "http.response.status_code", "asked-1", "pinakes.search.", "gen_ai.request.model")
          .doesNotContain(PLANTED, "Callimachus");
      String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
      assertThat(spans.split(java.util.regex.Pattern.quote(id), -1))
          .as("both spans of the question are of the caller's trace")
          .hasSize(3);
    }
  }

  @Test
  void aCollectorThatIsNotThereDelaysNobody() throws Exception {
    Traces traces = OtlpTraces.to(Endpoint.parse("http://127.0.0.1:1"), "test");
    try (traces;
        ServedBank node =
            ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL.with(traces))) {
      for (int i = 0; i < 50; i++) {
        assertThat(node.get("/livez").statusCode()).isEqualTo(200);
      }
    }
  }
}
