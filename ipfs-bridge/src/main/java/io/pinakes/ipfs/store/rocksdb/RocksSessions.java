package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreClosedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.RocksDBException;

/**
 * The session that is current, and its replacement.
 *
 * <p>It is replaced in two cases. A reader that its writer has overtaken opens a new one. A writer
 * whose write failed closes the old one and opens a new one at the next write, which replays the
 * log; until that succeeds, reads go on. {@code swap} guards the replacement; reads take no lock
 * but the session's own.
 */
final class RocksSessions {
  /** How often a reader looks again before it believes that a file is lost. */
  static final int ATTEMPTS = 8;

  /** How often it looks again at most while a writer goes on: opening may take longer than that. */
  private static final int MOST_ATTEMPTS = 200;

  private static final long DRAIN_SECONDS = 10;

  private final RocksFolder folder;
  private final String name;
  private final Access access;
  private final ReentrantLock swap = new ReentrantLock();
  private volatile RocksSession current;
  private volatile boolean closed;

  RocksSessions(RocksFolder folder, Access access, RocksSession first) {
    this.folder = folder;
    this.name = folder.dir().toString();
    this.access = access;
    this.current = first;
  }

  static RocksSession openSession(RocksFolder folder, Access access) throws StoreException {
    for (int attempt = 1; ; attempt++) {
      String generation = folder.generation();
      try {
        return RocksSession.open(folder.database(), folder.hasDatabase(), access);
      } catch (RocksDBException e) {
        // The writer may have replaced files between the reading of two.
        boolean again = access == Access.READ && RocksErrors.mayBeOvertaken(e);
        boolean overtaken = !folder.generation().equals(generation);
        if (!again || attempt >= (overtaken ? MOST_ATTEMPTS : ATTEMPTS)) {
          throw RocksErrors.explain(folder.dir().toString(), e);
        }
      }
    }
  }

  /** A session that the caller may read in, until it leaves. */
  RocksSession enter() throws StoreException {
    while (true) {
      RocksSession session = current;
      if (session.enter()) {
        return session;
      }
      if (closed) {
        throw new StoreClosedException(name);
      }
      awaitReplacement(session);
    }
  }

  private void awaitReplacement(RocksSession session) throws StoreException {
    swap.lock();
    try {
      if (current == session && !closed) {
        replace(session);
      }
    } finally {
      swap.unlock();
    }
  }

  /** A session that the caller may write in: a new one, if a write failed in this one. */
  RocksSession enterToWrite() throws StoreException {
    while (true) {
      RocksSession session = enter();
      if (session.writable() && !session.failed()) {
        return session;
      }
      session.leave();
      replace(session);
    }
  }

  /** Puts a new session in the place of that one, unless that was done. */
  void replace(RocksSession old) throws StoreException {
    swap.lock();
    try {
      if (current != old || closed) {
        return;
      }
      if (access == Access.READ) {
        current = openSession(folder, Access.READ);
        old.retire();
      } else {
        current = reopen(old);
      }
    } finally {
      swap.unlock();
    }
  }

  /** RocksDB lets one writer in, so the old session ends before the new one begins. */
  private RocksSession reopen(RocksSession old) throws StoreException {
    old.retire();
    if (!old.awaitClosed(DRAIN_SECONDS)) {
      throw new StoreException(
          "store [" + name + "] must be opened anew after a failed write, and is being read");
    }
    try {
      return openSession(folder, Access.WRITE);
    } catch (StoreException e) {
      // Reading needs no room on the disk.
      current = openSession(folder, Access.READ);
      throw e;
    }
  }

  /** Ends the current session, and waits for those who read in it. */
  void close() throws StoreException {
    swap.lock();
    try {
      closed = true;
      current.retire();
      if (!current.awaitClosed(DRAIN_SECONDS)) {
        throw new StoreException(
            "store [" + name + "] is still being read; it closes when that ends");
      }
    } finally {
      swap.unlock();
    }
  }
}
