package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Patience;
import io.pinakes.query.jobs.JobState;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are brought over HTTP: in their place and read, or refused and nowhere. */
@Timeout(600)
class UploadIT {
  private static final Duration END = Patience.TIME;

  @TempDir Path folder;

  private ServedBank open() throws Exception {
    return ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL);
  }

  private static String path(String dataset, String name) {
    return "/api/v1/datasets/"
        + dataset
        + "/uploads/"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HttpRequest.Builder putting(ServedBank node, String name, byte[] content) {
    return node.request(path("papers", name))
        .header("Authorization", node.token.header())
        .PUT(BodyPublishers.ofByteArray(content));
  }

  private static HttpResponse<String> put(ServedBank node, String name, String text)
      throws Exception {
    return node.send(putting(node, name, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static JobState end(ServedBank node, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String job = ServedBank.JSON.readTree(answer.body()).at("/job/id").asText();
    return node.jobs.get(job).awaitEnd(END);
  }

  private static List<String> paths(ServedBank node) throws Exception {
    List<String> paths = new ArrayList<>();
    node.json("/api/v1/datasets/papers/documents")
        .path("documents")
        .forEach(one -> paths.add(one.get("path").asText()));
    return paths;
  }

  @Test
  void aFileThatIsBroughtIsReadAndGivenBackAndTakenAwayAgain() throws Exception {
    try (ServedBank node = open()) {
      HttpResponse<String> first = put(node, "notes/owl.md", "# Owls\n\nOwls fly without noise.");
      assertThat(first.headers().firstValue("location").orElseThrow()).startsWith("/api/v1/jobs/");
      JsonNode document = ServedBank.JSON.readTree(first.body());
      assertThat(document.get("path").asText()).isEqualTo("uploads/notes/owl.md");
      assertThat(document.get("size").asInt()).isEqualTo(31);
      assertThat(end(node, first)).isEqualTo(JobState.SUCCEEDED);
      assertThat(end(node, put(node, "plain.txt", "Bats hear where walls are.")))
          .isEqualTo(JobState.SUCCEEDED);
      assertThat(paths(node)).containsExactly("uploads/notes/owl.md", "uploads/plain.txt");
      HttpResponse<String> file =
          node.get("/api/v1/datasets/papers/documents/uploads%2Fplain.txt/file");
      assertThat(file.body()).isEqualTo("Bats hear where walls are.");
      assertThat(file.headers().firstValue("content-type")).contains("application/octet-stream");
      assertThat(file.headers().firstValue("content-disposition")).contains("attachment");
      for (String name : new String[] {"plain.txt", "notes/owl.md"}) {
        assertThat(
                end(
                    node,
                    node.send(
                        node.request(path("papers", name))
                            .header("Authorization", node.token.header())
                            .DELETE())))
            .isEqualTo(JobState.SUCCEEDED);
      }
      assertThat(paths(node)).isEmpty();
    }
  }

  @Test
  void aFileIsReplacedOnlyByWhoDoesNotForbidIt() throws Exception {
    try (ServedBank node = open()) {
      assertThat(end(node, put(node, "a.txt", "The first words."))).isEqualTo(JobState.SUCCEEDED);
      HttpResponse<String> second =
          node.send(
              putting(node, "a.txt", "Other words.".getBytes(StandardCharsets.UTF_8))
                  .header("If-None-Match", "*"));
      assertThat(second.statusCode()).as(second.body()).isEqualTo(412);
      assertThat(text(node)).isEqualTo("The first words.");
      assertThat(end(node, put(node, "a.txt", "Other words."))).isEqualTo(JobState.SUCCEEDED);
      assertThat(text(node)).isEqualTo("Other words.");
      assertThat(put(node, "a.txt/b.txt", "Below a file.").statusCode()).isEqualTo(409);
    }
  }

  private static String text(ServedBank node) throws Exception {
    return node.get("/api/v1/datasets/papers/documents/uploads%2Fa.txt/file").body();
  }

  @Test
  void aFileThatChangedOrWentBehindItsDocumentIsNotGivenOut() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "Not for others.");
    try (ServedBank node = open()) {
      assertThat(end(node, put(node, "a.txt", "The first words."))).isEqualTo(JobState.SUCCEEDED);
      Path file = folder.resolve("home/uploads/papers/a.txt");
      String address = "/api/v1/datasets/papers/documents/uploads%2Fa.txt/file";
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      Files.writeString(file, "The other words");
      assertThat(node.get(address).statusCode()).isEqualTo(409);
      Files.delete(file);
      Files.createSymbolicLink(file, secret);
      assertThat(node.get(address).statusCode()).isEqualTo(404);
      assertThat(put(node, "a.txt", "Through the link?").statusCode()).isEqualTo(409);
      assertThat(Files.readString(secret)).isEqualTo("Not for others.");
      Files.delete(file);
      Files.createSymbolicLink(folder.resolve("home/uploads/papers/out"), folder);
      assertThat(put(node, "out/secret", "Overwritten.").statusCode()).isEqualTo(409);
      assertThat(Files.readString(secret)).isEqualTo("Not for others.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escape.txt",
        "a/../../escape.txt",
        "/etc/passwd",
        "a//b.txt",
        ".hidden",
        "a/.pinakesignore",
        "..",
        "C:\\escape.txt",
        "a\\..\\escape.txt",
        "con.txt",
        "name\u0000.txt",
        "name\n.txt",
        "exe\u202etxt.pdf",
        "in\u200bvisible.txt",
        "ends.",
        " space.txt",
        "pipe|.txt",
      })
  void aNameThatDoesMoreThanNameAFileIsRefused(String name) throws Exception {
    try (ServedBank node = open()) {
      HttpResponse<String> answer = put(node, name, "Never to be read.");
      // Of a path that means another one, the router is first.
      assertThat(answer.statusCode()).as(answer.body()).isIn(400, 405);
      assertThat(node.json("/api/v1/jobs").get("jobs")).isEmpty();
      assertThat(written()).isEmpty();
    }
  }

  @Test
  void whatIsTooLongDeepOrForANameThatIsNoneIsRefused() throws Exception {
    try (ServedBank node = open()) {
      assertThat(put(node, "x".repeat(201), "a").statusCode()).isEqualTo(400);
      assertThat(put(node, "a/".repeat(16) + "b", "a").statusCode()).isEqualTo(400);
      for (String dataset : new String[] {"..", "A%20B", "x%2F..%2Fy"}) {
        HttpResponse<String> answer =
            node.send(
                node.request("/api/v1/datasets/" + dataset + "/uploads/a.txt")
                    .header("Authorization", node.token.header())
                    .PUT(BodyPublishers.ofString("a")));
        assertThat(answer.statusCode()).as(dataset + answer.body()).isBetween(400, 404);
      }
      HttpResponse<String> unknown =
          node.send(
              node.request(path("papers", "a.txt") + "?where=there")
                  .header("Authorization", node.token.header())
                  .PUT(BodyPublishers.ofString("a")));
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(written()).isEmpty();
    }
  }

  @Test
  void whoHasNoTokenOrComesFromAnotherPageBringsNothing() throws Exception {
    try (ServedBank node = open()) {
      assertThat(
              node.send(node.request(path("papers", "a.txt")).PUT(BodyPublishers.ofString("words")))
                  .statusCode())
          .isEqualTo(401);
      assertThat(
              node.send(
                      putting(node, "a.txt", new byte[] {65})
                          .header("Origin", "http://evil.example"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(written()).isEmpty();
    }
  }

  @Test
  void aBodyThatIsTooLargeTooSlowOrBrokenOffLeavesNothing() throws Exception {
    // Only for those who bring nothing more: a good file would have to come within it, too.
    var quick =
        ServedBank.PATIENT.withTimes(
            ServedBank.PATIENT.idle(), Duration.ofSeconds(2), Duration.ofSeconds(2));
    try (ServedBank node =
        ServedBank.empty(folder.resolve("home"), ServedBank.Setting.USUAL.with(quick))) {
      assertThat(announcing(node, 300L << 20, true)).startsWith("HTTP/1.1 413 ");
      assertThat(announcing(node, 1_000, true)).startsWith("HTTP/1.1 408 ");
      announcing(node, 1_000, false);
      assertThat(node.json("/api/v1/jobs").get("jobs")).as("still served").isEmpty();
      awaitNoPart();
      assertThat(written()).isEmpty();
    }
    try (ServedBank node = open()) {
      announcing(node, 1_000, false);
      HttpResponse<String> after = put(node, "b.txt", "Still served.");
      assertThat(end(node, after)).isEqualTo(JobState.SUCCEEDED);
      assertThat(paths(node)).containsExactly("uploads/b.txt");
      awaitNoPart();
      assertThat(written()).containsExactly(folder.resolve("home/uploads/papers/b.txt"));
    }
  }

  /**
   * Begins a body of that length and brings ten bytes of it; waits for the answer, or goes away.
   */
  private static String announcing(ServedBank node, long length, boolean wait) throws Exception {
    try (Socket socket = RawRequest.connect(node.server.uri())) {
      socket.setSoTimeout(RawRequest.PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT "
              + path("papers", "a.txt")
              + " HTTP/1.1\nHost: 127.0.0.1\nConnection: close\nAuthorization: "
              + node.token.header()
              + "\nContent-Length: "
              + length
              + "\n\n0123456789";
      out.write(RawRequest.lines(head).getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (!wait) {
        return "";
      }
      InputStream in = socket.getInputStream();
      byte[] line = in.readNBytes(13);
      return new String(line, StandardCharsets.UTF_8);
    }
  }

  @Test
  void manyFilesThatComeAtOnceAreReadByFewJobs() throws Exception {
    try (ServedBank node = open()) {
      int files = 40;
      List<HttpResponse<String>> answers = new ArrayList<>();
      JsonNode before = node.begin(hoursOfWork());
      for (int i = 0; i < files; i++) {
        answers.add(put(node, "many/file" + i + ".txt", "Number " + i + " of the many files."));
      }
      assertThat(node.jobs.cancel(before.get("id").asText()).awaitEnd(END))
          .as("what was under way all the time")
          .isEqualTo(JobState.CANCELLED);
      for (HttpResponse<String> answer : answers) {
        assertThat(end(node, answer)).isEqualTo(JobState.SUCCEEDED);
      }
      assertThat(paths(node)).hasSize(files);
      assertThat(node.json("/api/v1/jobs").get("jobs")).as("one for all that waited").hasSize(2);
    }
  }

  /** An ingest that others wait behind; nothing in it is like another, so that each is embedded. */
  private String hoursOfWork() throws Exception {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 300; i++) {
      StringBuilder lines = new StringBuilder();
      for (int line = 0; line < 500; line++) {
        lines.append("Line ").append(i * 500 + line).append(" of many words.\n");
      }
      Files.writeString(many.resolve(i + ".txt"), lines);
    }
    ObjectNode body = ServedBank.JSON.createObjectNode().put("kind", "ingest");
    body.putObject("request").put("folder", many.toString()).put("dataset", "many");
    return body.toString();
  }

  @Test
  void aLargeFileGoesThroughWithoutBeingHeldInMemory() throws Exception {
    // More than half of what a parser takes, of one sentence again and again in an unread format.
    byte[] piece = "0123456789abcdef".repeat(4_096).getBytes(StandardCharsets.US_ASCII);
    Path large = folder.resolve("large.bin");
    try (OutputStream out = Files.newOutputStream(large)) {
      for (int i = 0; i < 2_400; i++) {
        out.write(piece);
      }
    }
    try (ServedBank node = open()) {
      HttpResponse<String> answer =
          node.client.send(
              node.request(path("papers", "large.bin"))
                  .header("Authorization", node.token.header())
                  .PUT(BodyPublishers.ofFile(large))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(Files.mismatch(large, folder.resolve("home/uploads/papers/large.bin")))
          .isEqualTo(-1);
    }
  }

  /** That a sender went away is noticed, and its part taken away, beside what others ask for. */
  private void awaitNoPart() throws Exception {
    boolean left = true;
    while (left) {
      try (var parts = Files.list(folder.resolve("home/tmp"))) {
        left = parts.anyMatch(part -> part.getFileName().toString().startsWith("upload-"));
      }
    }
  }

  /** All that lies in the uploads and in the folder of parts. */
  private List<Path> written() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String name : new String[] {"home/uploads", "home/tmp"}) {
      if (Files.exists(folder.resolve(name))) {
        try (var all = Files.walk(folder.resolve(name))) {
          all.filter(Files::isRegularFile).forEach(files::add);
        }
      }
    }
    return files;
  }
}
