package io.pinakes.datasets.catalog;

import io.pinakes.ingest.source.SourceFilter;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import java.nio.file.Path;

/**
 * A folder that a dataset follows.
 *
 * @param name the first part of the paths of its documents
 * @param root the folder, absolute
 * @param filter which of its files are wanted
 */
public record SourceRecord(String name, Path root, SourceFilter filter) {
  /** Checks the name. */
  public SourceRecord {
    DatasetNames.requireSource(name);
    root = root.toAbsolutePath().normalize();
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
            map.integer("maxFileBytes")));
  }
}
