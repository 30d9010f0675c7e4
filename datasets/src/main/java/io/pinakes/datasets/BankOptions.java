package io.pinakes.datasets;

import io.pinakes.datasets.parts.Parts;
import io.pinakes.ipfs.store.StoreOptions;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How a home is opened.
 *
 * @param access reading beside a writer, writing alone, or writing to a store with a damaged log
 * @param quotaBytes the most that blocks may take together
 * @param command what the writer's lock says of this process
 * @param parts what it is put together from
 * @param clock says when versions are made
 * @param nanoTime measures how long things take
 * @param random makes keys; a {@link java.security.SecureRandom} except in tests
 */
public record BankOptions(
    StoreOptions.Access access,
    long quotaBytes,
    String command,
    Parts parts,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random) {

  /** For writing, without a quota. */
  public static BankOptions writing(Parts parts, String command) {
    return new BankOptions(
        StoreOptions.Access.WRITE,
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
        StoreOptions.Access.READ,
        StoreOptions.UNLIMITED,
        "",
        parts,
        InstantSource.system(),
        System::nanoTime,
        new java.security.SecureRandom());
  }

  /** For writing what a damaged log has left. */
  public static BankOptions repairing(Parts parts, String command) {
    BankOptions writing = writing(parts, command);
    return new BankOptions(
        StoreOptions.Access.REPAIR,
        writing.quotaBytes,
        command,
        parts,
        writing.clock,
        writing.nanoTime,
        writing.random);
  }

  /** Whether nothing is changed. */
  public boolean readOnly() {
    return access == StoreOptions.Access.READ;
  }

  /** Whether damage is no reason not to open. */
  public boolean repairs() {
    return access == StoreOptions.Access.REPAIR;
  }

  /** The same with a quota. */
  public BankOptions withQuotaBytes(long bytes) {
    return new BankOptions(access, bytes, command, parts, clock, nanoTime, random);
  }

  /** The same by another clock. */
  public BankOptions withClock(InstantSource other) {
    return new BankOptions(access, quotaBytes, command, parts, other, nanoTime, random);
  }
}
