package io.pinakes.ingest.source;

import io.pinakes.ingest.extract.FailureReason;
import java.util.Optional;

/**
 * Something that a walk met and did not list, and that the user should hear of. What a filter or an
 * ignore file leaves out is not among these.
 *
 * @param path relative to the source, with {@code /} between names; NFC, except that of two files
 *     which collide the one that is not taken is named as the disk spells it, since its NFC path is
 *     the other's; what is known to be a folder ends in {@code /}
 * @param why the reason
 * @param detail a short sentence for people, without the path
 */
public record PassedOver(String path, Why why, String detail) {

  /** Why something was not listed. */
  public enum Why {
    /** Links are not followed: they may lead out of the source, or in circles. */
    SYMLINK,
    /** A socket, pipe or device. */
    SPECIAL,
    /** It could not be looked at: permissions, or it vanished meanwhile. */
    UNREADABLE,
    /** Over {@link SourceFilter#maxFileBytes()}. */
    TOO_LARGE,
    /** Another file has the same path once both are NFC. */
    NAME_COLLISION,
    /** The home of a Pinakes: this one's, or another's. */
    HOME
  }

  /** The reason for the ledger if this counts as a failed file; empty if it was skipped. */
  public Optional<FailureReason> failure() {
    return switch (why) {
      case UNREADABLE, NAME_COLLISION -> Optional.of(FailureReason.UNREADABLE);
      case TOO_LARGE -> Optional.of(FailureReason.TOO_LARGE);
      case SYMLINK, SPECIAL, HOME -> Optional.empty();
    };
  }
}
