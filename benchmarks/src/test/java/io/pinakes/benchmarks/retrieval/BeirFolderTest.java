package io.pinakes.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirFolderTest {
  private static final BeirLimits SMALL = new BeirLimits(200, 3, 1000, 2, 3);

  @TempDir Path folder;

  @BeforeEach
  void writeAGoodCollection() throws IOException {
    write(
        "corpus.jsonl",
        "{\"_id\":\"1\",\"title\":\"T\",\"text\":\"über\"}\n\n{\"_id\":2,\"text\":\"\"}\n");
    write("queries.jsonl", "\uFEFF{\"_id\":\"q\",\"text\":\"why?\",\"metadata\":{}}\r\n");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\t1\t2\nq\t2\t-1");
  }

  @Test
  void readsDocumentsQuestionsAndGrades() throws IOException {
    BeirFolder beir = open();
    assertThat(beir.corpus())
        .containsExactly(
            new BeirFolder.Document("1", "T", "über"), new BeirFolder.Document("2", "", ""));
    assertThat(beir.corpus().get(0).joined()).isEqualTo("T über");
    assertThat(beir.queries()).containsExactly(Map.entry("q", "why?"));
    assertThat(beir.qrels("test").of("q")).containsEntry("1", 2).containsEntry("2", -1);
    assertThat(beir.splits()).containsExactly("test");
  }

  @Test
  void theFirstJudgementCountsWhenThereIsNoHeader() throws IOException {
    write("qrels/test.tsv", "q\t1\t1\n");
    assertThat(open().qrels("test").of("q")).containsEntry("1", 1);
  }

  @Test
  void aFolderOfAnotherLayoutIsNamedWithWhatItLacks() throws IOException {
    Files.delete(folder.resolve("queries.jsonl"));
    assertThatThrownBy(this::open).hasMessageContaining("no queries.jsonl");
  }

  @Test
  void aSplitThatIsNotThereIsNamedBesideThoseThatAre() {
    assertThatThrownBy(() -> open().qrels("dev"))
        .hasMessageContaining("[dev]")
        .hasMessageContaining("[test]");
  }

  @Test
  void aMalformedLineIsNamedByFileAndNumber() throws IOException {
    write("corpus.jsonl", "{\"_id\":\"1\",\"text\":\"a\"}\n{\"_id\":\"2\"}\n");
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("line 2: has no \"text\"");
    write("corpus.jsonl", "{\"_id\":\"1\",");
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("line 1: is not JSON");
    write("corpus.jsonl", "[1]");
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("not a JSON object");
    write("corpus.jsonl", "{\"_id\":\"1\",\"text\":{}}");
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("\"text\" is not text");
    write("qrels/test.tsv", "q 1 1\n");
    assertThatThrownBy(() -> open().qrels("test")).hasMessageContaining("[1] fields");
    write("qrels/test.tsv", "q\t1\thigh\n");
    assertThatThrownBy(() -> open().qrels("test")).hasMessageContaining("grade [high]");
  }

  @Test
  void anIdentifierThatAppearsTwiceIsRefused() throws IOException {
    write("corpus.jsonl", "{\"_id\":\"1\",\"text\":\"a\"}\n{\"_id\":\"1\",\"text\":\"b\"}\n");
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("line 2: _id [1] appears twice");
    write("qrels/test.tsv", "q\t1\t1\nq\t1\t2\n");
    assertThatThrownBy(() -> open().qrels("test")).hasMessageContaining("judged twice");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Files.write(folder.resolve("queries.jsonl"), new byte[] {'{', (byte) 0xff, '}', '\n'});
    assertThatThrownBy(() -> open().queries()).hasMessageContaining("line 1: is not UTF-8");
  }

  @Test
  void everyCountAndLengthIsBounded() throws IOException {
    write("queries.jsonl", "{\"_id\":\"a\",\"text\":\"a\"}\n".replace("\n", "") + " ".repeat(300));
    assertThatThrownBy(() -> open().queries()).hasMessageContaining("longer than 200 bytes");
    write("corpus.jsonl", " ".repeat(1001));
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("larger than 1000 bytes");
    StringBuilder lines = new StringBuilder();
    StringBuilder judgements = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      lines.append("{\"_id\":\"" + i + "\",\"text\":\"a\"}\n");
      judgements.append("q\t" + i + "\t1\n");
    }
    write("corpus.jsonl", lines.toString());
    write("queries.jsonl", lines.toString());
    write("qrels/test.tsv", judgements.toString());
    assertThatThrownBy(() -> open().corpus()).hasMessageContaining("line 4: there are more than 3");
    assertThatThrownBy(() -> open().queries())
        .hasMessageContaining("line 3: there are more than 2");
    assertThatThrownBy(() -> open().qrels("test")).hasMessageContaining("more than 3 judgements");
  }

  @Test
  void theDigestFollowsTheData() throws IOException {
    String before = open().digest("test");
    assertThat(open().digest("test")).isEqualTo(before).startsWith("sha256:");
    write("qrels/test.tsv", "q\t1\t1\n");
    assertThat(open().digest("test")).isNotEqualTo(before);
  }

  private BeirFolder open() throws IOException {
    return BeirFolder.open(folder, SMALL);
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
