package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.List;

/** Upkeep, by the writer's accounts and the engine's files. */
final class EngineUpkeep implements StoreUpkeep {
  private final Engine engine;
  private final EngineWriter writer;
  private final LeaseBook leases;

  EngineUpkeep(Engine engine, EngineWriter writer, LeaseBook leases) {
    this.engine = engine;
    this.writer = writer;
    this.leases = leases;
  }

  @Override
  public StoreUsage usage() throws IOException {
    return writer.usage();
  }

  @Override
  public StoreUsage recount() throws IOException {
    return writer.recount();
  }

  @Override
  public void reclaim() throws IOException {
    engine.reclaim();
  }

  @Override
  public void reclaimLeft() throws IOException {
    engine.reclaimLeft();
  }

  @Override
  public void erase() throws IOException {
    engine.erase();
  }

  @Override
  public List<String> verify() throws IOException {
    return engine.verify();
  }

  @Override
  public long diskBytes() throws IOException {
    return engine.diskBytes();
  }

  @Override
  public GarbageRun collectGarbage() throws IOException {
    return new EngineGarbageRun(writer, leases, writer.beginRun());
  }
}
