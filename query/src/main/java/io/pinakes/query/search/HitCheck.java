package io.pinakes.query.search;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.query.Hit;
import io.pinakes.query.Place;
import io.pinakes.query.SearchableDataset;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.IndexedDocument;
import io.pinakes.vectorstore.fusion.CollapsedHit;
import io.pinakes.vectorstore.fusion.FusedChunk;
import io.pinakes.vectorstore.fusion.NearDuplicates;
import io.pinakes.vectorstore.fusion.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns candidates into hits. The index is only a cache: a chunk counts if its text hashes to its
 * name, and if a document of the manifest holds it and passes the filter. Candidates are looked at
 * from the best on, and none behind the last hit: looking is most of what a search costs. For one
 * search.
 */
public final class HitCheck {
  private final Candidates candidates;
  private final Filter filter;
  private final Predicate<IndexedDocument> passes;
  private final NearDuplicates duplicates;
  private final Map<String, Found> found = new HashMap<>();

  /** A candidate that passed. */
  private record Found(
      SearchableDataset dataset, List<Place> places, String context, String text) {}

  /** A check of candidates under the filter of their search. */
  public HitCheck(Candidates candidates, Filter filter, NearDuplicates duplicates) {
    this.candidates = candidates;
    this.filter = filter;
    this.passes = filter.test();
    this.duplicates = duplicates;
  }

  /** The best {@code k} that pass and do not repeat one another. */
  public List<Hit> hits(List<FusedChunk> fused, int k) throws IOException {
    try {
      return collapsed(fused, k).stream().map(this::hit).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<CollapsedHit> collapsed(List<FusedChunk> fused, int k) {
    return duplicates.collapse(
        () -> fused.stream().filter(this::passes).iterator(),
        chunk -> {
          Found one = known(chunk.chunk());
          List<Passage.Place> places =
              one.places().stream()
                  .map(p -> new Passage.Place(p.document().toString(), p.start(), p.end()))
                  .toList();
          return new Passage(places, one.text());
        },
        k);
  }

  private boolean passes(FusedChunk chunk) {
    try {
      return found(chunk).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Found> found(FusedChunk chunk) throws IOException {
    if (!found.containsKey(chunk.chunk())) {
      for (SearchableDataset dataset : candidates.homes().getOrDefault(chunk.chunk(), List.of())) {
        Optional<Found> one = look(dataset, chunk.chunk());
        if (one.isPresent()) {
          found.put(chunk.chunk(), one.get());
          break;
        }
      }
    }
    return Optional.ofNullable(found.get(chunk.chunk()));
  }

  private Optional<Found> look(SearchableDataset dataset, String chunk) throws IOException {
    Optional<IndexedChunk> indexed = dataset.index().chunk(chunk);
    if (indexed.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = indexed.get().text().getBytes(StandardCharsets.UTF_8);
    if (!Cid.of(Multicodec.RAW, bytes).toString().equals(chunk)) {
      return Optional.empty();
    }
    List<Place> passing = new ArrayList<>();
    for (Place place : dataset.places(chunk, indexed.get().documents())) {
      if (filter.isNone() || passes(dataset, place)) {
        passing.add(place);
      }
    }
    return passing.isEmpty()
        ? Optional.empty()
        : Optional.of(found(dataset, passing, indexed.get().text()));
  }

  private boolean passes(SearchableDataset dataset, Place place) throws IOException {
    return dataset.index().document(place.document().toString()).stream()
        .anyMatch(d -> d.path().equals(place.path()) && passes.test(d));
  }

  private static Found found(SearchableDataset dataset, List<Place> places, String chunkText) {
    String passage = io.pinakes.ingest.chunk.Passage.passageOf(chunkText);
    String context = chunkText.substring(0, chunkText.length() - passage.length()).strip();
    return new Found(dataset, places, context, passage);
  }

  private Found known(String chunk) {
    Found one = found.get(chunk);
    if (one == null) {
      throw new IllegalStateException("chunk [" + chunk + "] was not looked up");
    }
    return one;
  }

  private Hit hit(CollapsedHit kept) {
    Found one = known(kept.hit().chunk());
    return new Hit(
        kept.rank(),
        kept.hit().score(),
        one.dataset().name(),
        Cid.parse(kept.hit().chunk()),
        one.places().get(0),
        one.places().subList(1, one.places().size()),
        one.context(),
        one.text(),
        kept.hit().stages(),
        kept.folded().stream().map(Cid::parse).toList());
  }
}
