package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Spaces in sorted maps. One lock guards all of them: a write is seen whole or not at all. Visitors
 * are called outside of it, on a copy.
 */
final class MemoryEngine implements Engine {
  private final TreeMap<String, TreeMap<byte[], byte[]>> spaces = new TreeMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public List<Optional<byte[]>> getAll(String space, List<byte[]> keys)
      throws StoreClosedException {
    lock.readLock().lock();
    try {
      requireOpen();
      TreeMap<byte[], byte[]> entries = spaces.get(space);
      List<Optional<byte[]>> values = new ArrayList<>(keys.size());
      for (byte[] key : keys) {
        values.add(
            entries == null
                ? Optional.empty()
                : Optional.ofNullable(entries.get(key)).map(byte[]::clone));
      }
      return values;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void scan(String space, byte[] from, EntryVisitor visitor) throws IOException {
    List<Map.Entry<byte[], byte[]>> found;
    lock.readLock().lock();
    try {
      requireOpen();
      TreeMap<byte[], byte[]> entries = spaces.get(space);
      // Copies: a map's own entries would show what is written while the visitor runs.
      found =
          entries == null
              ? List.of()
              : entries.tailMap(from, true).entrySet().stream()
                  .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                  .toList();
    } finally {
      lock.readLock().unlock();
    }
    for (Map.Entry<byte[], byte[]> entry : found) {
      if (!visitor.visit(entry.getKey().clone(), entry.getValue().clone())) {
        return;
      }
    }
  }

  @Override
  public void write(List<Change> changes, Durability durability) throws StoreClosedException {
    lock.writeLock().lock();
    try {
      requireOpen();
      for (Change change : changes) {
        TreeMap<byte[], byte[]> entries =
            spaces.computeIfAbsent(change.space(), name -> new TreeMap<>(Arrays::compareUnsigned));
        switch (change.kind()) {
          case PUT -> entries.put(change.key().clone(), change.other().clone());
          case DELETE -> entries.remove(change.key());
          case DELETE_RANGE -> entries.subMap(change.key(), change.other()).clear();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void reclaim() {
    // What was removed is free already.
  }

  @Override
  public void erase() {
    // It has no files.
  }

  @Override
  public long diskBytes() {
    return 0;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      spaces.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void requireOpen() throws StoreClosedException {
    if (closed) {
      throw new StoreClosedException(name());
    }
  }
}
