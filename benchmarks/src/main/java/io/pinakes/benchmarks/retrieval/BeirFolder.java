package io.pinakes.benchmarks.retrieval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.benchmarks.metrics.Qrels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A retrieval collection in BEIR's layout: {@code corpus.jsonl} ({@code _id}, {@code title}, {@code
 * text}), {@code queries.jsonl} ({@code _id}, {@code text}) and {@code qrels/<split>.tsv} (query,
 * document, grade, with a header line). Other fields are ignored. Files are read when asked for.
 */
public final class BeirFolder {
  private final Path folder;
  private final BeirLimits limits;
  private final ObjectMapper json;

  private BeirFolder(Path folder, BeirLimits limits) {
    this.folder = folder;
    this.limits = limits;
    this.json =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxStringLength(limits.maxLineBytes())
                        .maxNestingDepth(100)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
  }

  /** A document: its identifier, its title (often empty) and its text. */
  public record Document(String id, String title, String text) {
    /** Title and text as the published baselines join them. */
    public String joined() {
      return title.isEmpty() ? text : title + " " + text;
    }
  }

  /**
   * Looks at a folder.
   *
   * @throws NoSuchFileException if there is no such folder
   * @throws CollectionException if it is not in BEIR's layout, naming the file that is missing
   */
  public static BeirFolder open(Path folder, BeirLimits limits) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    for (String part : List.of("corpus.jsonl", "queries.jsonl", "qrels")) {
      if (!Files.exists(folder.resolve(part))) {
        throw new CollectionException(
            folder,
            "is not a BEIR folder: it has no "
                + part
                + " (corpus.jsonl, queries.jsonl and qrels/<split>.tsv)");
      }
    }
    return new BeirFolder(folder, limits);
  }

  /** The folder's own name. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** The splits that have judgements, sorted. */
  public List<String> splits() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("qrels"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".tsv"))
          .map(n -> n.substring(0, n.length() - 4))
          .sorted()
          .toList();
    }
  }

  /**
   * The documents in the order of the file.
   *
   * @throws CollectionException if a line is malformed, an identifier appears twice, or a limit is
   *     passed
   */
  public List<Document> corpus() throws IOException {
    Path file = folder.resolve("corpus.jsonl");
    if (Files.size(file) > limits.maxCorpusBytes()) {
      throw new CollectionException(file, "is larger than " + limits.maxCorpusBytes() + " bytes");
    }
    List<Document> documents = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    BoundedLines.visit(
        file,
        limits.maxLineBytes(),
        (number, line) -> {
          JsonNode node = object(line);
          Document document =
              new Document(
                  text(node, "_id", true), text(node, "title", false), text(node, "text", true));
          bound(documents.size(), limits.maxDocuments(), "documents");
          if (!seen.add(document.id())) {
            throw new IllegalArgumentException("_id [" + document.id() + "] appears twice");
          }
          documents.add(document);
        });
    return Collections.unmodifiableList(documents);
  }

  /**
   * The questions by identifier, in the order of the file.
   *
   * @throws CollectionException as for {@link #corpus()}
   */
  public Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    BoundedLines.visit(
        folder.resolve("queries.jsonl"),
        limits.maxLineBytes(),
        (number, line) -> {
          JsonNode node = object(line);
          bound(queries.size(), limits.maxQueries(), "queries");
          String id = text(node, "_id", true);
          if (queries.putIfAbsent(id, text(node, "text", true)) != null) {
            throw new IllegalArgumentException("_id [" + id + "] appears twice");
          }
        });
    return Collections.unmodifiableMap(queries);
  }

  /**
   * The judgements of one split.
   *
   * @throws CollectionException if there is no such split (naming those that are), or a line is
   *     malformed
   */
  public Qrels qrels(String split) throws IOException {
    List<String> splits = splits();
    if (!splits.contains(split)) {
      throw new CollectionException(
          folder.resolve("qrels"), "has no split [" + split + "], only " + splits);
    }
    Qrels qrels = new Qrels();
    int[] count = {0};
    BoundedLines.visit(
        folder.resolve("qrels").resolve(split + ".tsv"),
        limits.maxLineBytes(),
        (number, line) -> {
          String[] fields = line.strip().split("\t", -1);
          if (number == 1 && fields.length == 3 && fields[0].equals("query-id")) {
            return;
          }
          bound(count[0]++, limits.maxJudgements(), "judgements");
          if (fields.length != 3) {
            throw new IllegalArgumentException(
                "has [" + fields.length + "] fields between tabs and not query, document, grade");
          }
          qrels.judge(fields[0], fields[1], grade(fields[2]));
        });
    return qrels;
  }

  /**
   * What pins a result to the very data it was measured on: the SHA-256 over name and SHA-256 of
   * corpus, queries and the judgements of a split.
   */
  public String digest(String split) throws IOException {
    MessageDigest all = sha256();
    for (String part : List.of("corpus.jsonl", "queries.jsonl", "qrels/" + split + ".tsv")) {
      MessageDigest one = sha256();
      try (InputStream in =
          new DigestInputStream(Files.newInputStream(folder.resolve(part)), one)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      String row = part + " " + HexFormat.of().formatHex(one.digest()) + "\n";
      all.update(row.getBytes(StandardCharsets.UTF_8));
    }
    return "sha256:" + HexFormat.of().formatHex(all.digest());
  }

  private JsonNode object(String line) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    return node;
  }

  private static String text(JsonNode node, String field, boolean required) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      if (required) {
        throw new IllegalArgumentException("has no \"" + field + "\"");
      }
      return "";
    }
    if (value.isIntegralNumber()) {
      return value.asText();
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + field + "\" is not text");
    }
    return value.textValue();
  }

  private static int grade(String field) {
    try {
      return Integer.parseInt(field.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the grade [" + field + "] is not a whole number", e);
    }
  }

  private static void bound(int have, int limit, String what) {
    if (have >= limit) {
      throw new IllegalArgumentException("there are more than " + limit + " " + what);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
