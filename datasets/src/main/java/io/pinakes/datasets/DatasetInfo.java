package io.pinakes.datasets;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.model.Stats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset as lists show it.
 *
 * @param name what the user calls it
 * @param id the name of its key
 * @param own whether this home may change it
 * @param isPrivate whether none of its blocks is shown to anybody
 * @param trust who says that its manifest is the newest
 * @param description for people, possibly empty
 * @param license an SPDX expression or words, possibly empty
 * @param model the name of the model that embeds
 * @param sources the folders that it follows
 * @param manifest the manifest that it is at; empty before its first version
 * @param documentsRoot the root of that manifest's document map
 * @param version the number of that version, 0 before the first
 * @param created when that version was made
 * @param stats how large it is
 * @param pulledChunks of a dataset that is being pulled, or whose pull was interrupted, how many
 *     chunks can be searched so far; empty if all of it is here
 * @param building the id of the model under which its vectors are being made anew, if they are
 */
public record DatasetInfo(
    String name,
    PeerId id,
    boolean own,
    boolean isPrivate,
    Trust trust,
    String description,
    String license,
    String model,
    List<SourceRecord> sources,
    Optional<Cid> manifest,
    Optional<Cid> documentsRoot,
    long version,
    Optional<Instant> created,
    Stats stats,
    OptionalLong pulledChunks,
    Optional<String> building) {

  /** What stands behind a manifest. */
  public enum Trust {
    /** A head with the signature of the dataset's key. */
    SIGNED,
    /** Such a head, but it should not be believed any more. */
    EXPIRED,
    /** Nothing: it came without a head. */
    UNSIGNED,
    /** There is no version yet. */
    NONE
  }
}
