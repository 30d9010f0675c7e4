package io.pinakes.ipfs.ipns;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.key.UnsupportedKeyException;
import java.time.Instant;
import java.util.Optional;

/** Says whether a record holds for a name. */
public final class IpnsValidator {
  private IpnsValidator() {}

  /**
   * Reads a record and checks it: its size, its form, that the name's own key signed it, and that
   * it has not ended.
   *
   * @throws IpnsException that says what does not hold
   */
  public static IpnsRecord validate(PeerId name, byte[] bytes, Instant now) throws IpnsException {
    IpnsRecord record = IpnsRecord.parse(bytes);
    requireSigned(name, record);
    if (!now.isBefore(record.data().validUntil())) {
      throw new IpnsException("the record ended at [" + record.data().validUntil() + "]");
    }
    return record;
  }

  private static void requireSigned(PeerId name, IpnsRecord record) throws IpnsException {
    Optional<PublicKey> sent = record.publicKey();
    if (sent.isPresent() && !sent.get().peerId().equals(name)) {
      throw new IpnsException("the key of the record is not that of [" + name.toName() + "]");
    }
    PublicKey key =
        sent.or(name::publicKey)
            .orElseThrow(
                () -> new IpnsException("the key of [" + name.toName() + "] is not in the record"));
    try {
      if (!record.isSignedBy(key)) {
        throw new IpnsException("the signature is not that of [" + name.toName() + "]");
      }
    } catch (UnsupportedKeyException e) {
      throw new IpnsException("keys like that of [" + name.toName() + "] are not known here", e);
    }
  }
}
