package io.pinakes.query.generate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.query.Patience;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.GenerationException.Kind;
import io.pinakes.query.generate.GenerationLimits;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.NumberedPassage;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.ServerOptions;
import io.pinakes.query.generate.ollama.OllamaGenerator;
import io.pinakes.query.generate.openai.OpenAiGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients against llama.cpp's server and Ollama themselves, with a model file that the test
 * writes. Needs {@code -Dpinakes.llama-server=} and {@code -Dpinakes.ollama=}, the paths of their
 * programs.
 */
@Tag("interop")
class RealServersIT {
  @TempDir Path folder;

  @Test
  void llamaCppAnswersRefusesAndIsCancelled() throws Exception {
    Path model = folder.resolve("tiny.gguf");
    TinyGguf.write(model, 1);
    int port = freePort();
    try (Server server =
        Server.start(
            Map.of(),
            "listening on",
            program("pinakes.llama-server"),
            "-m",
            model.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "-c",
            "4096",
            "-np",
            "1",
            "-t",
            "2",
            "--no-warmup",
            "--offline")) {
      Endpoint endpoint = Endpoint.parse("http://127.0.0.1:" + port + "/v1");
      exercise(name -> new OpenAiGenerator(options(endpoint, name), Map.of(), Timing.SYSTEM), "");
      assertThat(server.alive()).isTrue();
    }
  }

  @Test
  void ollamaAnswersRefusesAndIsCancelled() throws Exception {
    TinyGguf.write(folder.resolve("tiny.gguf"), 1);
    Path modelfile = folder.resolve("Modelfile");
    Files.writeString(modelfile, "FROM " + folder.resolve("tiny.gguf") + "\n");
    int port = freePort();
    String ollama = program("pinakes.ollama");
    Map<String, String> environment =
        Map.of(
            "OLLAMA_HOST", "127.0.0.1:" + port,
            "OLLAMA_MODELS", folder.resolve("models").toString(),
            "HOME", folder.toString());
    try (Server server = Server.start(environment, "Listening on", ollama, "serve")) {
      try (Server create =
          Server.start(
              environment, "success", ollama, "create", "tiny", "-f", modelfile.toString())) {
        create.end();
      }
      Endpoint endpoint = Endpoint.parse("http://127.0.0.1:" + port);
      exercise(name -> new OllamaGenerator(options(endpoint, name), Timing.SYSTEM), "tiny");
      try (Generator unknown =
          new OllamaGenerator(options(endpoint, "nobody-has-this"), Timing.SYSTEM)) {
        assertThatThrownBy(() -> unknown.generate(prompt(1, 8), new Words()))
            .isInstanceOfSatisfying(
                GenerationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
            .hasMessageContaining("nobody-has-this");
      }
      assertThat(server.alive()).isTrue();
    }
  }

  /** Makes a client for a model's name. */
  private interface Clients {
    Generator client(String model);
  }

  private static void exercise(Clients clients, String model) throws Exception {
    try (Generator generator = clients.client(model)) {
      Words words = new Words();
      Generation generation = generator.generate(prompt(2, 24), words);
      assertThat(words.text()).isNotBlank().contains("ö").doesNotContain("\uFFFD\uFFFD\uFFFD");
      assertThat(generation.promptTokens()).isGreaterThan(50);
      assertThat(generation.answerTokens()).isBetween(1, 24);
      Words again = new Words();
      generator.generate(prompt(2, 24), again);
      assertThat(again.text()).as("temperature 0 and a seed").isEqualTo(words.text());
      cancelled(generator);
      // The server has let go of the cancelled answer: it answers the next question.
      assertThat(generator.generate(prompt(1, 8), new Words()).answerTokens()).isPositive();
    }
    try (Generator generator = clients.client("")) {
      assertThat(generator.generate(prompt(1, 4), new Words()).answerTokens()).isPositive();
      assertThatThrownBy(() -> generator.generate(prompt(400, 8), new Words()))
          .as("a prompt that does not fit is refused and not cut")
          .isInstanceOfSatisfying(
              GenerationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }
  }

  private static void cancelled(Generator generator) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Words sink =
        new Words() {
          @Override
          public void text(String piece) {
            begun.countDown();
          }
        };
    Thread asker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    generator.generate(prompt(1, 2_000), sink);
                  } catch (GenerationException | InterruptedException e) {
                    seen.set(e);
                  }
                });
    assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    asker.interrupt();
    assertThat(asker.join(Patience.TIME)).isTrue();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
  }

  private static Prompt prompt(int passages, int answerTokens) {
    List<NumberedPassage> numbered = new ArrayList<>();
    for (int n = 1; n <= passages; n++) {
      numbered.add(new NumberedPassage(n, "oil.txt", "The embargo began in 1973, für alle.", 1));
    }
    return new Prompt("When did it begin?", numbered, "0123456789abcdef", answerTokens);
  }

  private static ServerOptions options(Endpoint endpoint, String model) {
    return new ServerOptions(endpoint, model, 4096, 0, 1, GenerationLimits.DEFAULT);
  }

  private static String program(String property) {
    String path = System.getProperty(property);
    assertThat(path).as("the interop suite needs -D%s=PATH of the program", property).isNotNull();
    return String.valueOf(path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What was said. */
  private static class Words implements AnswerSink {
    private final StringBuilder words = new StringBuilder();

    @Override
    public void text(String piece) {
      words.append(piece);
    }

    @Override
    public void quote(int passage, int start, int end) {
      throw new AssertionError("a language model does not quote by range");
    }

    final String text() {
      return words.toString();
    }
  }

  /** A process that has said that it is ready. */
  private record Server(Process process) implements AutoCloseable {
    static Server start(Map<String, String> environment, String ready, String... command)
        throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      StringBuilder said = new StringBuilder();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.contains(ready)) {
          InputStream rest = process.getInputStream();
          Thread.ofVirtual().start(() -> drain(rest));
          return new Server(process);
        }
      }
      throw new AssertionError(command[0] + " ended without being ready:\n" + said);
    }

    private static void drain(InputStream rest) {
      try (rest) {
        rest.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The process ended.
      }
    }

    boolean alive() {
      return process.isAlive();
    }

    void end() throws InterruptedException {
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        process.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      }
    }
  }
}
