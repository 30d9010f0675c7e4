package io.pinakes.ingest.chunk;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Documents of every shape that extraction may give, with text of every kind. */
final class RandomDocument {
  private static final String[] WORDS = {
    "wing",
    "flow",
    "the",
    "transition",
    "Re",
    "=",
    "2.4",
    "a",
    "is",
    "laminar",
    "suction",
    "\ud83d\ude00",
    "\ud83d\udc69\u200d\ud83d\udd2c",
    "caf\u00e9",
    "q\u0323\u0307",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u5317\u4eac\u662f\u9996\u90fd\u3002",
    "\ud842\udfb7\ud842\udfb7",
    "\u00e6on",
    "-",
    "|",
    ">",
    "\u0301x"
  };

  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();
  private final List<Span> spans = new ArrayList<>();
  private int page;
  private int table;

  private RandomDocument(RandomGenerator random) {
    this.random = random;
    this.page = random.nextBoolean() ? 1 : 0;
  }

  static ExtractedDocument of(RandomGenerator random) {
    RandomDocument document = new RandomDocument(random);
    int parts = random.nextInt(14);
    for (int i = 0; i < parts; i++) {
      document.addPart();
    }
    Optional<String> title =
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(document.words(1 + random.nextInt(30)));
    Optional<String> language = random.nextBoolean() ? Optional.of("en") : Optional.empty();
    return new ExtractedDocument(
        document.text.toString(), title, "text/plain", language, Optional.empty(), document.spans);
  }

  private void addPart() {
    if (page > 0 && random.nextInt(4) == 0) {
      page++;
    }
    switch (random.nextInt(6)) {
      case 0 -> {
        int level = 1 + random.nextInt(6);
        add(
            words(1 + random.nextInt(random.nextInt(8) == 0 ? 80 : 5)),
            (s, e) -> Span.heading(s, e, level, page));
      }
      case 1 -> add(words(1 + random.nextInt(12)), (s, e) -> Span.listItem(s, e, 1, page));
      case 2 -> addTable();
      case 3 -> add(code(), (s, e) -> Span.code(s, e, page));
      default -> add(prose(), (s, e) -> Span.paragraph(s, e, page));
    }
  }

  private interface Factory {
    Span make(int start, int end);
  }

  private void add(String part, Factory factory) {
    String made = Normalizer.normalize(part, Normalizer.Form.NFC);
    int start = text.codePointCount(0, text.length());
    text.append(made);
    int end = text.codePointCount(0, text.length());
    spans.add(factory.make(start, end));
    text.append("\n".repeat(1 + random.nextInt(2)));
  }

  private void addTable() {
    table++;
    if (random.nextBoolean()) {
      add(words(4), (s, e) -> Span.caption(s, e, page, table));
    }
    int rows = 1 + random.nextInt(12);
    boolean headed = random.nextBoolean();
    for (int row = 0; row < rows; row++) {
      boolean header = headed && row == 0;
      add(
          words(1 + random.nextInt(4)) + " | " + words(1 + random.nextInt(9)),
          (s, e) -> Span.row(s, e, page, table, header));
    }
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    int lines = 1 + random.nextInt(12);
    for (int line = 0; line < lines; line++) {
      code.append("x".repeat(1)).append("\n".repeat(1 + random.nextInt(2)));
      code.append("    ").append(words(1 + random.nextInt(6)));
    }
    return code.toString();
  }

  private String prose() {
    StringBuilder prose = new StringBuilder();
    int sentences = 1 + random.nextInt(8);
    for (int i = 0; i < sentences; i++) {
      if (random.nextInt(20) == 0) {
        prose.append("monster".repeat(1 + random.nextInt(300)));
        prose.append("\ud83d\ude00".repeat(random.nextInt(40)));
      }
      prose.append('T').append(words(1 + random.nextInt(random.nextInt(5) == 0 ? 120 : 14)));
      prose.append(random.nextInt(6) == 0 ? ".\n" : ". ");
    }
    return prose.append("End").toString();
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : random.nextInt(9) == 0 ? "\u00a0" : " ");
      words.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return Normalizer.normalize(words.toString(), Normalizer.Form.NFC);
  }
}
