package io.pinakes.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.fusion.StageScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearcherIT {
  @TempDir Path folder;

  private final WordVectors model = new WordVectors("words");
  private ShelfDataset shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new ShelfDataset("papers", model, folder.resolve("papers"));
  }

  @AfterEach
  void close() throws IOException {
    shelf.dispose();
  }

  @Test
  void aHitSaysWhereItIsAndWhatEachRankingSaid() throws IOException {
    shelf.put("home/other.txt", "Bread is baked from flour and water.");
    var chunk = shelf.put("home/wing.txt", "Suction delays transition on a swept wing.");
    shelf.commit();
    Hit hit = search("what delays transition on a swept wing", Mode.HYBRID).hits().get(0);
    assertThat(hit.chunk()).isEqualTo(chunk);
    assertThat(hit.rank()).isEqualTo(1);
    assertThat(hit.score()).isEqualTo(1);
    assertThat(hit.dataset()).isEqualTo("papers");
    assertThat(hit.place().path()).isEqualTo("home/wing.txt");
    assertThat(hit.text()).isEqualTo("Suction delays transition on a swept wing.");
    assertThat(hit.place().end() - hit.place().start()).isEqualTo(hit.text().length());
    assertThat(hit.stages().stream().map(StageScore::stage)).containsExactly("vector", "text");
    assertThat(hit.stages().stream().map(StageScore::rank)).containsExactly(1, 1);
  }

  @Test
  void eachModeAsksItsRankingsAlone() throws IOException {
    shelf.put("home/a.txt", "alpha beta gamma");
    shelf.commit();
    assertThat(search("alpha", Mode.TEXT).hits().get(0).stages())
        .extracting(StageScore::stage)
        .containsExactly("text");
    assertThat(search("alpha", Mode.VECTOR).hits().get(0).stages())
        .extracting(StageScore::stage)
        .containsExactly("vector");
    assertThat(search("alpha", Mode.TEXT).stages())
        .extracting(SearchResult.StageReport::name)
        .doesNotContain("embed");
  }

  @Test
  void aDocumentThatTheManifestDoesNotHoldNeverAnswers() throws IOException {
    shelf.put("home/kept.txt", "alpha beta gamma");
    shelf.put("home/gone.txt", "alpha alpha alpha");
    shelf.commit();
    shelf.forget("home/gone.txt");
    for (Mode mode : Mode.values()) {
      assertThat(search("alpha", mode).hits())
          .extracting(h -> h.place().path())
          .containsExactly("home/kept.txt");
    }
  }

  @Test
  void aChunkWhoseIndexedTextIsNotItsOwnNeverAnswers() throws IOException {
    shelf.put("home/true.txt", "alpha beta");
    shelf.put("home/false.txt", "alpha gamma", "\nalpha gamma, and the moon is cheese");
    shelf.commit();
    assertThat(search("alpha", Mode.HYBRID).hits())
        .extracting(h -> h.place().path())
        .containsExactly("home/true.txt");
  }

  @Test
  void aFilterHoldsForEveryPlaceThatIsShown() throws IOException {
    shelf.put("home/a.txt", "alpha beta gamma");
    shelf.put("home/b.md", "alpha beta gamma");
    shelf.put("home/c.txt", "alpha delta");
    shelf.commit();
    SearchRequest request =
        new SearchRequest("alpha", List.of(), 10, Mode.HYBRID, Filter.parse("path=**/*.md"));
    List<Hit> hits = searcher().search(request).hits();
    assertThat(hits).extracting(h -> h.place().path()).containsExactly("home/b.md");
    assertThat(hits.get(0).elsewhere()).isEmpty();
  }

  @Test
  void aPassageThatStandsInTwoDocumentsIsOneHit() throws IOException {
    shelf.put("home/a.txt", "alpha beta gamma");
    shelf.put("home/b.txt", "alpha beta gamma");
    shelf.commit();
    List<Hit> hits = search("alpha", Mode.HYBRID).hits();
    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).place().path()).isEqualTo("home/a.txt");
    assertThat(hits.get(0).elsewhere()).extracting(Place::path).containsExactly("home/b.txt");
  }

  @Test
  void passagesThatSayTheSameAreFoldedIntoTheBest() throws IOException {
    String long1 = "the quick brown fox jumps over the lazy dog and runs to the far green hill";
    shelf.put("home/a.txt", long1);
    var copy = shelf.put("home/b.txt", long1 + " again");
    shelf.put("home/c.txt", "a quick note on something else entirely");
    shelf.commit();
    List<Hit> hits = search("quick brown fox on the far green hill", Mode.HYBRID).hits();
    assertThat(hits).hasSize(2);
    assertThat(hits.get(0).folded().size() + hits.get(1).folded().size()).isEqualTo(1);
    assertThat(hits.get(0).folded().contains(copy) || hits.get(0).chunk().equals(copy)).isTrue();
  }

  @Test
  void enoughHitsComeEvenIfTheBestCandidatesAreForgotten() throws IOException {
    for (int i = 0; i < 60; i++) {
      shelf.put("home/gone" + i + ".txt", "alpha alpha number" + i);
    }
    shelf.put("home/kept.txt", "alpha beta gamma delta epsilon zeta eta theta");
    shelf.commit();
    for (int i = 0; i < 60; i++) {
      shelf.forget("home/gone" + i + ".txt");
    }
    assertThat(searcher().search(SearchRequest.of("alpha", 1, Mode.HYBRID)).hits())
        .extracting(h -> h.place().path())
        .containsExactly("home/kept.txt");
  }

  @Test
  void datasetsUnderDifferentModelsAreSearchedTogether() throws IOException {
    WordVectors other = new WordVectors("others");
    ShelfDataset second = new ShelfDataset("notes", other, folder.resolve("notes"));
    shelf.put("home/a.txt", "alpha beta gamma");
    shelf.commit();
    second.put("home/b.txt", "alpha delta");
    second.commit();
    Searcher searcher =
        new Searcher(
            (names, omitted) -> List.of(shelf, second),
            spec -> spec.name().equals("words") ? model : other);
    SearchResult result = searcher.search(SearchRequest.of("alpha", 5, Mode.VECTOR));
    assertThat(result.hits()).extracting(Hit::dataset).containsExactlyInAnyOrder("papers", "notes");
    second.dispose();
  }

  @Test
  void aDatasetWithoutAnythingInItFindsNothing() throws IOException {
    shelf.commit();
    for (Mode mode : Mode.values()) {
      assertThat(search("alpha", mode).hits()).isEmpty();
    }
  }

  @Test
  void aModelThatIsMissingIsAnError() throws IOException {
    shelf.put("home/a.txt", "alpha");
    shelf.commit();
    Searcher searcher =
        new Searcher(
            shelf.source(),
            spec -> {
              throw new IOException("no model " + spec.name());
            });
    assertThatThrownBy(() -> searcher.search(SearchRequest.of("alpha", 5, Mode.HYBRID)))
        .hasMessage("no model words");
    assertThat(searcher.search(SearchRequest.of("alpha", 5, Mode.TEXT)).hits()).hasSize(1);
  }

  @Test
  void aMissingModelCostsOnlyTheDatasetsThatNeedIt() throws IOException {
    WordVectors other = new WordVectors("others");
    ShelfDataset second = new ShelfDataset("notes", other, folder.resolve("notes"));
    shelf.put("home/a.txt", "alpha beta gamma");
    shelf.commit();
    second.put("home/b.txt", "alpha delta");
    second.commit();
    Searcher searcher =
        new Searcher(
            (names, omitted) -> List.of(shelf, second),
            spec -> {
              if (spec.name().equals("words")) {
                return model;
              }
              throw new IOException("no model " + spec.name());
            });
    SearchResult vectors = searcher.search(SearchRequest.of("alpha", 5, Mode.VECTOR));
    assertThat(vectors.hits()).extracting(Hit::dataset).containsExactly("papers");
    assertThat(vectors.omitted()).extracting(Omission::dataset).containsExactly("notes");
    assertThat(vectors.omitted()).extracting(Omission::words).containsExactly(false);
    SearchResult both = searcher.search(SearchRequest.of("alpha", 5, Mode.HYBRID));
    assertThat(both.hits()).extracting(Hit::dataset).containsExactlyInAnyOrder("papers", "notes");
    assertThat(both.omitted()).extracting(Omission::words).containsExactly(true);
    assertThat(searcher.search(SearchRequest.of("alpha", 5, Mode.TEXT)).omitted()).isEmpty();
    assertThatThrownBy(
            () ->
                searcher.search(
                    new SearchRequest("alpha", List.of("notes"), 5, Mode.HYBRID, Filter.NONE)))
        .hasMessage("no model others");
    second.dispose();
  }

  @Test
  void questionsAreBounded() {
    assertThatThrownBy(() -> SearchRequest.of(" ", 5, Mode.TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchRequest.of("x".repeat(32_769), 5, Mode.TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchRequest.of("x", 0, Mode.TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchRequest.of("x", 1_001, Mode.TEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SearchResult search(String query, Mode mode) throws IOException {
    return searcher().search(SearchRequest.of(query, 10, mode));
  }

  private Searcher searcher() {
    return new Searcher(shelf.source(), spec -> model);
  }
}
