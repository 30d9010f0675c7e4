package io.pinakes.ingest.chunk;

import io.pinakes.ingest.chunk.Section.Block;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.Blanks;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the blocks of a section into units. A table that fits into one passage is one unit; a
 * longer one is a run by itself, since its later pieces carry its header, which would mislead
 * beside other text.
 */
final class Runs {
  private final String text;
  private final Optional<String> language;
  private final SentenceSplitter sentences;
  private final TokenBudget budget;
  private final int limit;
  private final List<Run> runs = new ArrayList<>();
  private List<Unit> open = new ArrayList<>();

  /** For passages of at most {@code limit} tokens. */
  Runs(
      String text,
      Optional<String> language,
      SentenceSplitter sentences,
      TokenBudget budget,
      int limit) {
    this.text = text;
    this.language = language;
    this.sentences = sentences;
    this.budget = budget;
    this.limit = limit;
  }

  List<Run> of(List<Block> blocks) {
    for (int at = 0; at < blocks.size(); ) {
      int end = at + 1;
      if (blocks.get(at).isTabular()) {
        while (end < blocks.size() && blocks.get(end).table() == blocks.get(at).table()) {
          end++;
        }
        addTable(blocks.subList(at, end));
      } else {
        addBlock(blocks.get(at));
      }
      at = end;
    }
    close("");
    return runs;
  }

  private void addBlock(Block block) {
    if (block.kind() == Span.Kind.CODE) {
      for (int at = block.start(); at < block.end(); ) {
        int line = text.indexOf('\n', at);
        int end = line < 0 || line > block.end() ? block.end() : line;
        addUnits(at, end, end == block.end(), false);
        at = end + 1;
      }
      return;
    }
    String part = text.substring(block.start(), block.end());
    for (SentenceSplitter.Range range : sentences.split(part, language)) {
      int end = block.start() + range.end();
      addUnits(block.start() + range.start(), end, end == block.end(), true);
    }
  }

  private void addTable(List<Block> table) {
    Block first = table.getFirst();
    Block last = table.getLast();
    int length = last.end() - first.start();
    if (length <= TokenBudget.chars(limit)) {
      int cost = budget.cost(text.substring(first.start(), last.end()));
      if (cost <= limit) {
        open.add(new Unit(first.start(), last.end(), cost, true, false));
        return;
      }
    }
    close("");
    StringBuilder header = new StringBuilder();
    for (Block row : table) {
      if (row.header()) {
        header.append(text, row.start(), row.end()).append(' ');
      }
      addUnits(row.start(), row.end(), true, false);
    }
    close(Outline.fold(header.toString()));
  }

  private void addUnits(int from, int to, boolean endsBlock, boolean sentence) {
    int start = Blanks.skip(text, from, to);
    int end = Blanks.trimEnd(text, start, to);
    if (start == end) {
      return;
    }
    if (end - start <= TokenBudget.chars(limit)) {
      int cost = budget.cost(text.substring(start, end));
      if (cost <= limit) {
        open.add(new Unit(start, end, cost, endsBlock, sentence));
        return;
      }
    }
    List<TokenBudget.Piece> pieces = budget.pieces(text, start, end, limit);
    for (int i = 0; i < pieces.size(); i++) {
      TokenBudget.Piece piece = pieces.get(i);
      boolean last = i == pieces.size() - 1;
      open.add(new Unit(piece.start(), piece.end(), piece.tokens(), last && endsBlock, false));
    }
  }

  private void close(String header) {
    if (!open.isEmpty()) {
      runs.add(new Run(open, header));
      open = new ArrayList<>();
    }
  }
}
