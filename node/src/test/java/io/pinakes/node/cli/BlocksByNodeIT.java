package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that bring blocks, keep them or let them go: what they print, with a node on their home
 * and without one. What changes datasets is in {@link ChangesByNodeIT}.
 */
@Timeout(600)
class BlocksByNodeIT {
  private static final String NOTE = "By the node at ";
  private static final String UNKNOWN =
      "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  /** In no archive of this test. */
  private static final Block SECRET =
      Block.of(Multicodec.RAW, "for nobody".getBytes(StandardCharsets.UTF_8));

  private static final Block UPPER =
      Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(Node.of(List.of(Node.of(SECRET.cid())))));

  @TempDir Path folder;

  private String archive(String name, Cid root, Block block) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = CarWriter.v1(out, List.of(root));
    car.write(block);
    car.finish();
    return Files.write(folder.resolve(name), out.toByteArray()).toString();
  }

  /** What is typed, each with whether the node is asked to do it. */
  private Map<List<String>, Boolean> lines(String gateway, JsonNode roots) throws Exception {
    String files = Files.createDirectories(folder.resolve("files")).toString();
    Files.writeString(folder.resolve("files").resolve("reed.txt"), "The reed was cut.");
    Files.writeString(folder.resolve("files").resolve(".hidden"), "Nobody sees it.");
    String note = file("note.txt", "Scribes wrote upon papyrus.");
    String node = file("node.json", "{\"title\":\"Papyrus\"}");
    String broken = file("broken.json", "{\"title\":");
    String empty = Files.createDirectories(folder.resolve("empty")).toString();
    String none = folder.resolve("none").toString();
    String archive = folder.resolve("papers.car").toString();
    String head = roots.get(0).asText();
    Map<List<String>, Boolean> lines = new LinkedHashMap<>();
    asked(lines, "ipfs add", note);
    asked(lines, "ipfs add --json --public --hidden", note, files);
    asked(lines, "ipfs add --profile unixfs-v0-2015", files, note);
    asked(lines, "ipfs add", "/dev/null");
    alone(lines, "ipfs add", none);
    alone(lines, "ipfs add --profile nope", note);
    asked(lines, "ipfs dag put", node);
    asked(lines, "ipfs dag put --json", node);
    asked(lines, "ipfs dag put", broken);
    alone(lines, "ipfs dag put", none);
    asked(lines, "ipfs pull --json " + head + " -g", gateway);
    asked(lines, "ipfs pull " + head + " -g http://127.0.0.1:9 -g", gateway);
    asked(lines, "ipfs pull " + UNKNOWN + " -g", gateway);
    asked(lines, "ipfs pull " + UNKNOWN + " -g http://127.0.0.1:9");
    alone(lines, "ipfs pull " + UNKNOWN);
    alone(lines, "ipfs pull nonsense -g", gateway);
    alone(lines, "ipfs pull " + UNKNOWN + " -g ftp://127.0.0.1/");
    alone(lines, "ipfs pull " + UNKNOWN + " --kubo /ip4/127.0.0.1");
    asked(lines, "ipfs pin add " + head + " --name papers");
    asked(lines, "ipfs pin add " + UNKNOWN);
    asked(lines, "ipfs pin add " + UNKNOWN + " --from", gateway);
    asked(lines, "ipfs pin add nonsense");
    asked(lines, "ipfs pin rm --json " + head);
    asked(lines, "ipfs pin rm " + head);
    asked(lines, "ipfs pin rm nonsense");
    asked(lines, "car import", archive);
    asked(lines, "car import --json --public", archive, archive);
    asked(lines, "car import", archive, note);
    alone(lines, "car import", archive, none);
    asked(lines, "car import", archive("partial.car", UPPER.cid(), UPPER));
    asked(lines, "car import --json --public", archive("partial2.car", UPPER.cid(), UPPER));
    asked(lines, "car import", archive("lying.car", SECRET.cid(), UPPER));
    alone(lines, "ipfs ls --public");
    alone(lines, "ipfs ls");
    asked(lines, "ipfs pin rm " + UPPER.cid());
    asked(lines, "ipfs unpublish " + UPPER.cid() + " " + UNKNOWN);
    asked(lines, "ipfs unpublish --json " + UPPER.cid());
    asked(lines, "ipfs unpublish " + head + " " + roots.get(1).asText());
    asked(lines, "ipfs unpublish " + head);
    alone(lines, "ipfs unpublish nonsense");
    alone(lines, "ipfs unpublish " + head + "/below");
    alone(lines, "ipfs unpublish");
    alone(lines, "ipfs ls --json --public");
    asked(
        lines,
        "ipfs name-put k51qzi5uqu5dlvj2baxnqndepeb86cbk3ng7n3i46uzyxzyqj2xjonzllnv0v8",
        note);
    alone(lines, "ipfs name-put nonsense", note);
    alone(lines, "ipfs name-put nonsense", none);
    asked(lines, "dataset pull " + head + " " + UNKNOWN + " -g", gateway);
    asked(lines, "dataset pull --json " + head + " " + roots.get(1).asText() + " -g", gateway);
    asked(lines, "dataset pull " + head + " " + roots.get(1).asText() + " -g", gateway);
    asked(
        lines,
        "dataset pull k51qzi5uqu5dlvj2baxnqndepeb86cbk3ng7n3i46uzyxzyqj2xjonzllnv0v8 -g",
        gateway);
    asked(lines, "dataset pull " + head + " -g http://127.0.0.1:9 --name Not_A_Name");
    alone(lines, "dataset pull " + head);
    asked(lines, "model import", empty);
    asked(lines, "model import", none);
    alone(lines, "ipfs pin ls --type recursive");
    alone(lines, "dataset ls");
    return lines;
  }

  @Test
  void areTheSameEitherWay() throws Exception {
    Path origin = folder.resolve("origin");
    JsonNode roots = origin(origin);
    Path home = folder.resolve("home");
    Path served = folder.resolve("served");
    try (GatewayCommandIT.Served gateway = GatewayCommandIT.Served.start(origin, "--trustless")) {
      Map<List<String>, Boolean> lines = lines(gateway.url(), roots);
      List<CommandInTest.Said> here = all(home, lines);
      ServedProcess node = ServedProcess.start(served);
      List<CommandInTest.Said> there;
      try {
        there = all(served, lines);
      } finally {
        node.stop();
      }
      int number = 0;
      for (Map.Entry<List<String>, Boolean> line : lines.entrySet()) {
        compare(line.getKey(), line.getValue(), here.get(number), there.get(number));
        number++;
      }
    }
  }

  private static void compare(
      List<String> line, boolean asked, CommandInTest.Said here, CommandInTest.Said there) {
    assertThat(there.exitCode()).as("%s %s", line, there).isEqualTo(here.exitCode());
    assertThat(there.out()).as("%s", line).isEqualTo(here.out());
    assertThat(there.err().replaceAll("(?m)^" + NOTE + ".*\\R", ""))
        .as("%s", line)
        .isEqualTo(here.err());
    assertThat(there.err().contains(NOTE)).as("the node is asked by %s", line).isEqualTo(asked);
  }

  private static List<CommandInTest.Said> all(Path home, Map<List<String>, Boolean> lines) {
    return lines.keySet().stream().map(line -> said(home, line)).toList();
  }

  /** What is said of progress depends on how long it takes. */
  private static CommandInTest.Said said(Path home, List<String> line) {
    List<String> all = new ArrayList<>(line);
    all.add("--no-progress");
    return CommandInTest.run(home, all);
  }

  /** A home that shows a dataset; gives its head and manifest. */
  private JsonNode origin(Path home) throws Exception {
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    Files.delete(documents.resolve("broken.pdf"));
    Path car = folder.resolve("papers.car");
    Path first = folder.resolve("first");
    ok(first, "ingest", documents.toString(), "--dataset", "papers", "-q");
    ok(first, "dataset", "export", "papers", car.toString());
    return new ObjectMapper()
        .readTree(ok(home, "car", "import", car.toString(), "--public", "--json"))
        .at("/archives/0/roots");
  }

  private static String ok(Path home, String... words) {
    CommandInTest.Said outcome = CommandInTest.run(home, List.of(words));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void asked(Map<List<String>, Boolean> lines, String words, String... more) {
    put(lines, true, words, more);
  }

  /** Done by the command itself, or refused before anybody is asked. */
  private static void alone(Map<List<String>, Boolean> lines, String words, String... more) {
    put(lines, false, words, more);
  }

  private static void put(
      Map<List<String>, Boolean> lines, boolean asked, String words, String... more) {
    List<String> line = new ArrayList<>(List.of(words.split(" ")));
    line.addAll(List.of(more));
    lines.put(line, asked);
  }
}
