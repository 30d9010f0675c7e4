package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A symbolic link. Nothing here follows it: the target is a stranger's text.
 *
 * @param target where it says it leads
 */
public record UnixFsSymlink(Cid cid, String target, OptionalInt mode, Optional<Instant> modified)
    implements UnixFsNode {}
