package io.pinakes.ipfs.names;

import io.pinakes.core.key.PeerId;
import io.pinakes.ipfs.fetch.NoSourceException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsValidator;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks all who may have the record of a name, and takes the newest of those that hold: one who has
 * only an older one, or makes one up, changes nothing as long as another is honest.
 */
public final class NameResolver {
  private final List<RecordSource> sources;
  private final InstantSource clock;

  /** Asks those. */
  public NameResolver(List<? extends RecordSource> sources, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  /**
   * The newest record of a name that any of them has.
   *
   * @return empty if those that answer have none
   * @throws NoSourceException if none of them gives an answer that can be believed
   */
  public Optional<IpnsRecord> resolve(PeerId name) throws IOException {
    Optional<IpnsRecord> newest = Optional.empty();
    List<String> failed = new ArrayList<>();
    for (RecordSource source : sources) {
      try {
        Optional<byte[]> sent = source.record(name);
        if (sent.isPresent()) {
          IpnsRecord record = IpnsValidator.validate(name, sent.get(), clock.instant());
          if (newest.isEmpty() || IpnsRecord.NEWEST_LAST.compare(newest.get(), record) < 0) {
            newest = Optional.of(record);
          }
        }
      } catch (IOException e) {
        failed.add(source.name() + ": " + e.getMessage());
      }
    }
    if (newest.isEmpty() && failed.size() == sources.size()) {
      throw new NoSourceException("nobody could be asked: " + failed);
    }
    return newest;
  }
}
