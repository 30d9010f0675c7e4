package io.pinakes.ipfs.http.client;

import io.pinakes.ipfs.blockstore.Block;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What bad servers do, each by what it is called. */
final class HostileAnswers {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  private static final String CHUNK = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
  private static final String CAR = "Content-Type: application/vnd.ipld.car\r\n";
  private static final long SECOND = 1000;

  private final Map<String, HostileGateway.Behaviour> all = new LinkedHashMap<>();

  private HostileAnswers() {}

  /** Those that no client is to bear, whatever it asked for. */
  static Map<String, HostileGateway.Behaviour> all() {
    HostileAnswers answers = new HostileAnswers();
    answers.endless();
    answers.slow();
    answers.busy();
    answers.wrong();
    return answers.all;
  }

  /** Whether it is one that asks to come again. */
  static boolean isBusy(String name) {
    HostileAnswers answers = new HostileAnswers();
    answers.busy();
    return answers.all.containsKey(name);
  }

  /** Whether it is one that takes its time. */
  static boolean stalls(String name) {
    HostileAnswers answers = new HostileAnswers();
    answers.slow();
    return answers.all.containsKey(name);
  }

  /** Those that are whole answers, and not of what was asked for. */
  static Map<String, HostileGateway.Behaviour> otherBlocks(Block asked, Block other) {
    return Map.of(
        "the right length, other bytes",
        (self, out) -> HostileGateway.write(out, whole("x".repeat(asked.size()))),
        "another block's bytes",
        (self, out) ->
            HostileGateway.write(
                out, whole(new String(other.bytes(), StandardCharsets.ISO_8859_1))));
  }

  private static String whole(String body) {
    return OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private void endless() {
    all.put(
        "a body without end",
        (self, out) -> {
          HostileGateway.write(out, OK + CHUNKED);
          self.forever(out, CHUNK);
        });
    all.put(
        "an archive without end",
        (self, out) -> {
          HostileGateway.write(out, OK + CAR + CHUNKED);
          // A header of no roots, then sections of one identity block each.
          HostileGateway.write(out, "12\r\n\u0011\u00a2eroots\u0080gversion\u0001\r\n");
          self.forever(out, "6\r\n\u0005\u0001U\u0000\u0001x\r\n");
        });
    all.put(
        "an archive with a header of a gigabyte",
        (self, out) -> {
          HostileGateway.write(out, OK + CAR + CHUNKED);
          HostileGateway.write(out, "5\r\n\u0080\u0080\u0080\u0080\u0004\r\n");
          self.forever(out, CHUNK);
        });
    all.put(
        "a body of a terabyte",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1099511627776\r\n\r\n");
          self.forever(out, "x");
        });
    all.put(
        "a head without end",
        (self, out) -> {
          HostileGateway.write(out, OK);
          self.forever(out, "X-More: more\r\n");
        });
    all.put(
        "a header of a gigabyte",
        (self, out) -> {
          HostileGateway.write(out, OK + "X-More: ");
          self.forever(out, "x");
        });
    all.put("a status line without end", (self, out) -> self.forever(out, "H"));
    all.put(
        "a trailer without end",
        (self, out) -> {
          HostileGateway.write(out, OK + CHUNKED + "1\r\nx\r\n0\r\n");
          self.forever(out, "X-More: more\r\n");
        });
    all.put(
        "a refusal without end",
        (self, out) -> {
          HostileGateway.write(out, "HTTP/1.1 500 No\r\n" + CHUNKED);
          self.forever(out, CHUNK);
        });
  }

  private void slow() {
    all.put("silence", (self, out) -> self.silence());
    all.put(
        "silence after the head",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1000\r\n\r\n");
          self.silence();
        });
    all.put(
        "silence in the middle",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1000\r\n\r\n" + "x".repeat(500));
          self.silence();
        });
    all.put("a head of a byte a second", (self, out) -> self.drip(out, SECOND));
    all.put(
        "a body of a byte a second",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1000000\r\n\r\n");
          self.drip(out, SECOND);
        });
    all.put(
        "a body of twenty bytes a second",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1000000\r\n\r\n");
          self.drip(out, SECOND / 20);
        });
  }

  private void busy() {
    String none = "Content-Length: 0\r\n";
    Map<String, String> heads =
        Map.of(
            "busy for ever", "HTTP/1.1 503 Busy\r\n" + none,
            "busy, come again at once", "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n" + none,
            "busy, come again in a minute", "HTTP/1.1 429 Busy\r\nRetry-After: 60\r\n" + none);
    heads.forEach(
        (name, head) -> all.put(name, (self, out) -> HostileGateway.write(out, head + "\r\n")));
  }

  private void wrong() {
    all.put(
        "silence after a refusal's head",
        (self, out) -> {
          HostileGateway.write(out, "HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\n");
          self.silence();
        });
    all.put(
        "an answer that is cut off",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 500\r\n\r\nwrong");
          out.close();
        });
    all.put(
        "the way elsewhere",
        (self, out) ->
            HostileGateway.write(
                out,
                String.join(
                    "\r\n",
                    "HTTP/1.1 302 Found",
                    "Location: http://127.0.0.1:9/",
                    "Content-Length: 0",
                    "",
                    "")));
    all.put("no HTTP", (self, out) -> HostileGateway.write(out, "220 smtp.example ready\r\n\r\n"));
  }
}
