/**
 * Questions put to the bank.
 *
 * <p>A {@link io.pinakes.query.Searcher} turns a {@link io.pinakes.query.SearchRequest} into {@link
 * io.pinakes.query.Hit}s: the question is embedded, each {@link io.pinakes.query.SearchableDataset}
 * ranks its chunks by vector and by words, the rankings are fused, every hit is looked up in the
 * manifest searched, and near duplicates are folded. An {@link io.pinakes.query.Answerer} numbers
 * the best hits into a prompt, lets a generator answer, and checks each citation before it stands
 * in the {@link io.pinakes.query.Answer}.
 */
@NullMarked
package io.pinakes.query;

import org.jspecify.annotations.NullMarked;
