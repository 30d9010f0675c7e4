package io.pinakes.query;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.vectorstore.fusion.StageScore;
import java.util.List;

/**
 * A passage that was found.
 *
 * @param rank the place, from 1
 * @param score the fused score, 0 to 1; comparable within one search only
 * @param dataset the dataset's name
 * @param chunk the block of the chunk
 * @param place where it stands; the first that passes the filter, by path
 * @param elsewhere its other places in the dataset
 * @param context the first line of its chunk: title, headings, a long table's header; may be empty
 * @param text the passage, without that line: text[start, end) of the document
 * @param stages what each ranking said of it; empty for a ranking that did not find it
 * @param folded chunks that say nearly the same and are not shown
 */
public record Hit(
    int rank,
    double score,
    String dataset,
    Cid chunk,
    Place place,
    List<Place> elsewhere,
    String context,
    String text,
    List<StageScore> stages,
    List<Cid> folded) {
  /** Keeps the lists as they are. */
  public Hit {
    elsewhere = List.copyOf(elsewhere);
    stages = List.copyOf(stages);
    folded = List.copyOf(folded);
  }
}
