package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How files are to be added, as Kubo's options say it, with Kubo's defaults. What would give other
 * CIDs than Kubo's, or keep less than was asked for, is refused and not passed over.
 *
 * @param profile how trees are laid out
 * @param keep whether blocks are kept, or only named
 * @param pin whether roots are pinned
 * @param pinName what the pins are called
 * @param wrap whether all of it goes into one folder more
 * @param progress whether bytes are told as they come
 */
record AddOptions(
    UnixFsProfile profile,
    boolean keep,
    boolean pin,
    String pinName,
    boolean wrap,
    boolean progress) {
  private static final int MAX_CHUNK_BYTES = 2 << 20;
  private static final int MAX_WIDTH = 8192;

  /** Options that change the result, each with the only value that is followed. */
  private static final Map<String, String> FIXED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("hash", "sha2-256"),
              Map.entry("trickle", "false"),
              Map.entry("inline", "false"),
              Map.entry("nocopy", "false"),
              Map.entry("preserve-mode", "false"),
              Map.entry("preserve-mtime", "false"),
              Map.entry("mode", "0"),
              Map.entry("mtime", "0"),
              Map.entry("max-directory-links", "0"),
              Map.entry("max-hamt-fanout", "256"),
              Map.entry("to-files", "")));

  static AddOptions of(Parameters query) {
    FIXED.forEach(
        (name, value) -> {
          String given = query.find(name).orElse(value);
          if (!given.equals(value)) {
            throw new IllegalArgumentException(
                "option [" + name + "=" + given + "] is not followed here");
          }
        });
    boolean keep = !query.flag("only-hash", false);
    Optional<String> name = query.find("pin-name");
    return new AddOptions(
        profile(query),
        keep,
        keep && query.flag("pin", true),
        name.orElse(""),
        query.flag("wrap-with-directory", false),
        query.flag("progress", false));
  }

  private static UnixFsProfile profile(Parameters query) {
    UnixFsProfile base = UnixFsProfile.V0_2015;
    long version = query.number("cid-version", 0);
    if (version > 1) {
      throw new IllegalArgumentException("option [cid-version=" + version + "] is not 0 or 1");
    }
    int chunk = chunk(query.find("chunker").orElse("size-" + base.chunkBytes()));
    long width = query.number("max-file-links", base.width());
    if (width < 2 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("option [max-file-links=" + width + "] is not followed");
    }
    return new UnixFsProfile(
        "as asked",
        (int) version,
        query.flag("raw-leaves", version == 1),
        chunk,
        (int) width,
        base.hamtThresholdBytes(),
        base.hamtMeasure());
  }

  private static int chunk(String chunker) {
    String size = chunker.equals("default") ? "size-262144" : chunker;
    if (!size.matches("size-[0-9]{1,7}")) {
      throw new IllegalArgumentException("option [chunker=" + chunker + "] is not followed here");
    }
    int bytes = Integer.parseInt(size.substring("size-".length()));
    if (bytes < 1 || bytes > MAX_CHUNK_BYTES) {
      throw new IllegalArgumentException(
          "option [chunker=" + chunker + "] is not within 1 and [" + MAX_CHUNK_BYTES + "] bytes");
    }
    return bytes;
  }
}
