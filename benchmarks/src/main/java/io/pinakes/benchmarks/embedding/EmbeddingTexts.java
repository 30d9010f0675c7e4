package io.pinakes.benchmarks.embedding;

import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The texts of a run: passages of a folder's text files as ingest would cut them, drawn with a
 * seed, and sentences of some ten words in place of questions.
 *
 * @param tokens of all passages together
 */
record EmbeddingTexts(List<String> passages, List<String> questions, long tokens) {
  private static final int MAX_FILES = 20_000;

  static EmbeddingTexts of(Path folder, int count, long seed, TokenCounter counter)
      throws IOException {
    SentenceSplitter sentences = new OpenNlpSentences();
    Chunker chunker = new Chunker(ChunkerOptions.DEFAULT, counter, sentences);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Iterator<Path> each = walk.filter(EmbeddingTexts::isText).sorted().iterator();
          each.hasNext() && files.size() < MAX_FILES; ) {
        files.add(each.next());
      }
    }
    Collections.shuffle(files, new Random(seed));
    List<Passage> passages = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    // Twice what is wanted, so that drawing mixes the files.
    for (Path file : files) {
      if (passages.size() >= 2 * count) {
        break;
      }
      String text = Files.readString(file);
      passages.addAll(chunker.chunk(document(text)));
      for (SentenceSplitter.Range range : sentences.split(text, Optional.of("en"))) {
        String sentence = text.substring(range.start(), range.end());
        int size = counter.count(sentence);
        if (size >= 10 && size <= 16 && questions.size() < count) {
          questions.add(sentence);
        }
      }
    }
    Collections.shuffle(passages, new Random(seed));
    if (passages.isEmpty() || questions.isEmpty()) {
      throw new IOException("no running text in the .md and .txt files of [" + folder + "]");
    }
    List<Passage> drawn = passages.subList(0, Math.min(count, passages.size()));
    return new EmbeddingTexts(
        drawn.stream().map(Passage::text).toList(),
        questions,
        drawn.stream().mapToLong(Passage::tokens).sum());
  }

  private static boolean isText(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file) && (name.endsWith(".md") || name.endsWith(".txt"));
  }

  private static ExtractedDocument document(String text) {
    return new ExtractedDocument(
        text, Optional.empty(), "text/plain", Optional.of("en"), Optional.empty(), List.of());
  }
}
