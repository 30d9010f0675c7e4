package io.pinakes.datasets.catalog;

import io.pinakes.ingest.source.SourceFilter;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder that a dataset follows.
 *
 * @param name the first part of the paths of its documents
 * @param root the folder, absolute
 * @param filter which of its files are wanted
 * @param mounts folders below it that were mount points when it was last walked, itself as the
 *     empty path: one that no longer is has lost its files for a while, not for good
 */
public record SourceRecord(String name, Path root, SourceFilter filter, List<String> mounts) {
  /** Checks the name. */
  public SourceRecord {
    DatasetNames.requireSource(name);
    root = root.toAbsolutePath().normalize();
    mounts = List.copyOf(mounts);
  }

  /** A folder of which nothing is known yet. */
  public SourceRecord(String name, Path root, SourceFilter filter) {
    this(name, root, filter, List.of());
  }

  /** The same with other mount points. */
  public SourceRecord withMounts(List<String> found) {
    return new SourceRecord(name, root, filter, found);
  }

  /** What the paths of its documents begin with. */
  public String prefix() {
    return name + "/";
  }

  MapNode encode() {
    return MapNode.builder()
        .put("name", name)
        .put("root", root.toString())
        .put("include", ListNode.ofTexts(filter.include()))
        .put("exclude", ListNode.ofTexts(filter.exclude()))
        .put("ignoreFile", filter.ignoreFile())
        .put("hidden", filter.hidden())
        .put("maxFileBytes", filter.maxFileBytes())
        .put("mounts", ListNode.ofTexts(mounts))
        .build();
  }

  static SourceRecord decode(MapNode map) throws CodecException {
    return new SourceRecord(
        map.text("name"),
        Path.of(map.text("root")),
        new SourceFilter(
            map.list("include").texts(),
            map.list("exclude").texts(),
            map.text("ignoreFile"),
            map.bool("hidden"),
            map.integer("maxFileBytes")),
        // Records that were written before mount points were noted have none.
        map.find("mounts").isPresent() ? map.list("mounts").texts() : List.of());
  }
}
