package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A table in a space of its own. */
final class EngineTable implements Table {
  private final Engine engine;
  private final String name;

  EngineTable(Engine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  static String space(Table table) {
    return "table-" + table.name();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<byte[]> get(byte[] key) throws IOException {
    return engine.getAll(space(this), List.of(key)).getFirst();
  }

  @Override
  public void scan(byte[] prefix, byte[] first, EntryVisitor visitor) throws IOException {
    byte[] from = Arrays.compareUnsigned(first, prefix) > 0 ? first : prefix;
    engine.scan(
        space(this), from, (key, value) -> begins(key, prefix) && visitor.visit(key, value));
  }

  private static boolean begins(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
