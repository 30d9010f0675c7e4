package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@link Store} over any {@link Engine}: blocks and their rows, tables, accounts and leases are
 * laid out and checked here, once for all technologies.
 *
 * <p>Layout, by space: {@code blocks}: multihash → bytes; {@code rows}: multihash → {@link
 * BlockRow}; {@code accounts}: {@code usage} → {@link Accounts}; {@code table-NAME}: as the caller
 * wrote it.
 */
public final class EngineStore implements Store {
  private static final Pattern TABLE_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final Engine engine;
  private final LeaseBook leases;
  private final EngineWriter writer;
  private final EngineBlocks blocks;
  private final EngineUpkeep upkeep;

  /** Takes over the engine; closing the store closes it. */
  public EngineStore(Engine engine, long quotaBytes) {
    this.engine = engine;
    this.leases = new LeaseBook(engine.scratch());
    this.writer = new EngineWriter(engine, leases, quotaBytes);
    this.blocks = new EngineBlocks(engine, writer, leases);
    this.upkeep = new EngineUpkeep(engine, writer, leases);
  }

  @Override
  public StoreBlocks blocks() {
    return blocks;
  }

  @Override
  public Table table(String name) {
    if (!TABLE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("table name [" + name + "] is not [a-z][a-z0-9-]{0,63}");
    }
    return new EngineTable(engine, name);
  }

  @Override
  public Batch batch() {
    return new EngineBatch(writer, leases, Optional.empty());
  }

  @Override
  public Lease lease() {
    return new EngineLease(blocks, writer, leases);
  }

  @Override
  public StoreUpkeep upkeep() {
    return upkeep;
  }

  @Override
  public List<String> notes() {
    return engine.notes();
  }

  @Override
  public boolean readOnly() {
    return engine.readOnly();
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
