package io.pinakes.ingest.chunk;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.ingest.chunk.Section.Heading;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parts a document into passages. Each is an exact slice of the text; together they hold all that
 * is not blank, but for headings, which stand in the context line of what is under them.
 *
 * <p>A passage never reaches across a heading. It is made of whole sentences, rows or lines of
 * code; only what is longer than the whole budget by itself is parted between words, and a word
 * between code points. Nothing is cut away. A heading that no context line holds whole (one with
 * nothing under it, or a very long one) is a passage itself.
 *
 * <p>A long table is parted between its rows. Its header row is the first passage's beginning, and
 * in each later one stands at the end of the context line, so that passages stay slices.
 *
 * <p>Pure: passages depend on the document, the options and the counter alone. Safe for use by many
 * threads if counter and splitter are, as theirs must be.
 */
public final class Chunker {
  // Changes whenever other passages come out of the same document.
  private static final String RULES = "rules-2";

  private final ChunkerOptions options;
  private final SentenceSplitter sentences;
  private final String version;
  private final TokenBudget budget;
  private final Packer packer;

  /**
   * A chunker for one model.
   *
   * @throws IllegalArgumentException if the budget is more than the model takes, or its prefix
   *     leaves no room for a passage
   */
  public Chunker(ChunkerOptions options, TokenCounter counter, SentenceSplitter sentences) {
    this.options = options;
    this.sentences = sentences;
    this.budget = new TokenBudget(counter);
    this.packer = new Packer(options.overlapTokens());
    if (options.maxTokens() > counter.limit() || 2 * budget.fixed() > options.maxTokens()) {
      throw new IllegalArgumentException(
          "chunks of ["
              + options.maxTokens()
              + "] tokens do not go with a model that takes ["
              + counter.limit()
              + "] and puts ["
              + budget.fixed()
              + "] around each");
    }
    this.version =
        RULES
            + " tokens="
            + options.maxTokens()
            + " overlap="
            + options.overlapTokens()
            + " sentences=["
            + sentences.version()
            + "] tokenizer=["
            + counter.name()
            + "]";
  }

  /** Names all that decides where passages end: chunkers of equal versions give equal passages. */
  public String version() {
    return version;
  }

  /** The passages of a document in reading order; none if it is blank. */
  public List<Passage> chunk(ExtractedDocument document) {
    Work work = new Work(document);
    List<Section> sections = Outline.of(document);
    for (int i = 0; i < sections.size(); i++) {
      work.add(sections, i);
    }
    return work.passages;
  }

  /** A span is on one page; text that no span covers is on that of the span before it. */
  private static Pages pagesOf(List<Span> spans) {
    Pages.Builder pages = new Pages.Builder();
    spans.forEach(span -> pages.add(span.start(), span.page()));
    return pages.build();
  }

  /** One document on its way. */
  private final class Work {
    final List<Passage> passages = new ArrayList<>();
    private final ExtractedDocument document;
    private final String text;
    private final CodePoints points;
    private final Pages pages;

    Work(ExtractedDocument document) {
      this.document = document;
      this.text = document.text();
      this.points = new CodePoints(text);
      this.pages = pagesOf(document.structure());
    }

    void add(List<Section> sections, int index) {
      Section section = sections.get(index);
      ContextLine context = context(section.names(), "");
      if (!section.path().isEmpty()) {
        Heading own = section.path().getLast();
        ContextLine below = section.body().isEmpty() ? contextBelow(sections, index) : context;
        if (!below.whole().contains(own.text())) {
          List<String> above = section.names().subList(0, section.path().size() - 1);
          pack(List.of(own.block()), section.names(), context(above, ""), above);
        }
      }
      pack(section.body(), section.names(), context, section.names());
    }

    /** Overlap can reach back over all of a short passage, which then says nothing of its own. */
    private void keep(Passage passage) {
      if (!passages.isEmpty() && passages.getLast().start() == passage.start()) {
        passages.removeLast();
      }
      passages.add(passage);
    }

    /** The context line that will hold the heading of a section without a body, if there is one. */
    private ContextLine contextBelow(List<Section> sections, int index) {
      Heading own = sections.get(index).path().getLast();
      for (Section later : sections.subList(index + 1, sections.size())) {
        if (!later.path().contains(own)) {
          break;
        }
        if (!later.body().isEmpty()) {
          return context(later.names(), "");
        }
      }
      return new ContextLine("", 0, List.of());
    }

    private void pack(
        List<Section.Block> blocks, List<String> names, ContextLine context, List<String> shown) {
      int room = options.maxTokens() - budget.fixed();
      // A table's later pieces have a longer context line: every unit must fit beside either.
      int limit = room - Math.max(context.tokens(), hasTable(blocks) ? cap() : 0);
      List<Run> runs = new Runs(text, document.language(), sentences, budget, limit).of(blocks);
      for (Run run : runs) {
        ContextLine later = run.header().isEmpty() ? context : context(shown, run.header());
        pack(new ArrayList<>(run.units()), names, context, later);
      }
    }

    private boolean hasTable(List<Section.Block> blocks) {
      return blocks.stream().anyMatch(Section.Block::isTabular);
    }

    private void pack(List<Unit> units, List<String> names, ContextLine first, ContextLine later) {
      int from = 0;
      int least = 0;
      ContextLine context = first;
      while (from < units.size()) {
        int room = options.maxTokens() - budget.fixed() - context.tokens();
        int end = packer.cut(units, from, least, room);
        end = emit(units, from, end, least, names, context);
        if (end == units.size()) {
          return;
        }
        context = later;
        from = packer.next(units, from, end, options.maxTokens() - budget.fixed() - later.tokens());
        least = end + 1;
      }
    }

    /**
     * Makes a passage of units [from, wanted), or of fewer if neighbours made it cost more than the
     * sum of its units: overlap is given up first, then units at the end; a single one is parted.
     *
     * @param least the passage ends at this index or behind it, so that it says something new
     * @return the index behind the last unit of the passage
     */
    private int emit(
        List<Unit> units, int begin, int wanted, int least, List<String> names, ContextLine line) {
      int from = begin;
      int end = wanted;
      while (true) {
        Unit first = units.get(from);
        int start = first.start();
        int stop = units.get(end - 1).end();
        String chunk = line.line() + "\n" + text.substring(start, stop);
        int tokens = budget.total(chunk);
        if (tokens <= options.maxTokens() || end - from == 1 && !canShrink(first)) {
          byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
          int at = points.at(start);
          int to = points.at(stop);
          keep(new Passage(bytes, at, to, pages.within(at, to), names, tokens));
          return end;
        }
        if (end - from == 1) {
          halve(units, from);
        } else if (end > Math.max(least, from + 1)) {
          end--;
        } else {
          from++;
        }
      }
    }

    private boolean canShrink(Unit unit) {
      return text.codePointCount(unit.start(), unit.end()) > 1;
    }

    private void halve(List<Unit> units, int at) {
      Unit unit = units.get(at);
      int half = Math.max((unit.tokens() + 1) / 2, 1);
      List<TokenBudget.Piece> pieces = budget.pieces(text, unit.start(), unit.end(), half);
      if (pieces.size() == 1) {
        int middle =
            text.offsetByCodePoints(
                unit.start(), text.codePointCount(unit.start(), unit.end()) / 2);
        pieces =
            List.of(
                new TokenBudget.Piece(unit.start(), middle, half),
                new TokenBudget.Piece(middle, unit.end(), half));
      }
      units.remove(at);
      for (int i = 0; i < pieces.size(); i++) {
        TokenBudget.Piece piece = pieces.get(i);
        boolean ends = unit.endsBlock() && i == pieces.size() - 1;
        units.add(at + i, new Unit(piece.start(), piece.end(), piece.tokens(), ends, false));
      }
    }

    private ContextLine context(List<String> headings, String tableHeader) {
      Optional<String> title = document.title();
      return ContextLine.of(title, headings, tableHeader, budget, cap());
    }

    private int cap() {
      return options.maxTokens() / 4;
    }
  }
}
