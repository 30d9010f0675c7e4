package io.pinakes.datasets;

import io.pinakes.datasets.parts.Parts;
import io.pinakes.ipfs.store.StoreOptions;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How a home is opened.
 *
 * @param readOnly whether nothing is changed; then it may be opened beside a writer
 * @param quotaBytes the most that blocks may take together
 * @param command what the writer's lock says of this process
 * @param parts what it is put together from
 * @param clock says when versions are made
 * @param nanoTime measures how long things take
 * @param random makes keys; a {@link java.security.SecureRandom} except in tests
 */
public record BankOptions(
    boolean readOnly,
    long quotaBytes,
    String command,
    Parts parts,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random) {

  /** For writing, without a quota. */
  public static BankOptions writing(Parts parts, String command) {
    return new BankOptions(
        false,
        StoreOptions.UNLIMITED,
        command,
        parts,
        InstantSource.system(),
        System::nanoTime,
        new java.security.SecureRandom());
  }

  /** For reading, beside whoever writes. */
  public static BankOptions reading(Parts parts) {
    return new BankOptions(
        true,
        StoreOptions.UNLIMITED,
        "",
        parts,
        InstantSource.system(),
        System::nanoTime,
        new java.security.SecureRandom());
  }

  /** The same with a quota. */
  public BankOptions withQuotaBytes(long bytes) {
    return new BankOptions(readOnly, bytes, command, parts, clock, nanoTime, random);
  }

  /** The same by another clock. */
  public BankOptions withClock(InstantSource other) {
    return new BankOptions(readOnly, quotaBytes, command, parts, other, nanoTime, random);
  }
}
