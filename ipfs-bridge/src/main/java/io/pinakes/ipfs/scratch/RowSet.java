package io.pinakes.ipfs.scratch;

import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of rows of as many numbers each. The first is to be spread evenly, as a hash is, and the
 * last is never 0: that marks a place that is free.
 *
 * <p>The first table is in the heap and grows to {@link #HEAP_LONGS}. When it is four fifths full,
 * rows go into a second one, in scratch, of twice the size, and so on: nothing is ever moved, a row
 * is looked for in each, and a million rows make six tables or less. A row takes 1.25 to 2.5 times
 * its size.
 *
 * <p>For one thread at a time.
 */
public final class RowSet implements AutoCloseable {
  /** What a set takes of the heap at most, where scratch is not the heap: 1 MiB. */
  static final int HEAP_LONGS = 1 << 17;

  private static final int FIRST_SLOTS = 8;

  /** What can be mapped at once, and more than is ever needed: 1 GiB. */
  private static final int MAX_LONGS = 1 << 27;

  private final int width;
  private final Scratch scratch;
  private final List<Table> tables = new ArrayList<>();
  private long size;

  /** Takes one row. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes a row, whose array is its own. */
    void visit(long[] row) throws IOException;
  }

  private static final class Table {
    final Scratch.Room room;
    final LongBuffer longs;
    final int slots;
    int count;

    Table(Scratch.Room room, int slots) {
      this.room = room;
      this.longs = room.longs();
      this.slots = slots;
    }

    boolean isFull() {
      return count * 5L >= slots * 4L;
    }
  }

  /** Empty. */
  public RowSet(int width, Scratch scratch) {
    this.width = width;
    this.scratch = scratch;
    tables.add(heap(FIRST_SLOTS));
  }

  /** Adds a row; false if it was there. */
  public boolean add(long[] row) {
    if (contains(row, -1)) {
      return false;
    }
    if (tables.getLast().isFull()) {
      grow();
    }
    put(tables.getLast(), row);
    size++;
    return true;
  }

  /**
   * Whether there is a row that is the same but for the last number, and the same in those bits of
   * that.
   */
  public boolean contains(long[] row, long lastBits) {
    for (int i = tables.size() - 1; i >= 0; i--) {
      if (contains(tables.get(i), row, lastBits)) {
        return true;
      }
    }
    return false;
  }

  /** How many rows there are. */
  public long size() {
    return size;
  }

  /** Visits all rows. */
  public void forEach(Visitor visitor) throws IOException {
    for (Table table : tables) {
      for (int slot = 0; slot < table.slots; slot++) {
        if (table.longs.get(slot * width + width - 1) != 0) {
          visitor.visit(row(table, slot));
        }
      }
    }
  }

  /** Adds all rows of another set. */
  public void addAll(RowSet other) {
    try {
      other.forEach(this::add);
    } catch (IOException e) {
      throw new AssertionError("nothing is read or written", e);
    }
  }

  /** What it takes of the heap, in bytes. */
  long heapBytes() {
    return tables.stream().mapToLong(table -> table.room.heapBytes()).sum();
  }

  /** What it takes in all, in bytes. */
  long bytes() {
    return tables.stream().mapToLong(table -> (long) table.longs.capacity() * Long.BYTES).sum();
  }

  /** Gives all room back; the set is empty then. */
  @Override
  public void close() {
    tables.forEach(table -> table.room.close());
    tables.clear();
    tables.add(heap(FIRST_SLOTS));
    size = 0;
  }

  private void grow() {
    Table last = tables.getLast();
    long twice = 2L * last.slots;
    if (tables.size() > 1 || twice * width > HEAP_LONGS) {
      int slots = (int) Math.min(twice, MAX_LONGS / width);
      tables.add(new Table(scratch.room(slots * width), slots));
      return;
    }
    Table grown = heap((int) twice);
    for (int slot = 0; slot < last.slots; slot++) {
      if (last.longs.get(slot * width + width - 1) != 0) {
        put(grown, row(last, slot));
      }
    }
    tables.set(0, grown);
  }

  private Table heap(int slots) {
    return new Table(Scratch.HEAP.room(slots * width), slots);
  }

  private void put(Table table, long[] row) {
    int slot = first(table, row);
    while (table.longs.get(slot * width + width - 1) != 0) {
      slot = next(table, slot);
    }
    for (int i = 0; i < width; i++) {
      table.longs.put(slot * width + i, row[i]);
    }
    table.count++;
  }

  /** Rows that begin alike follow each other up to a free place, as none is ever removed. */
  private boolean contains(Table table, long[] row, long lastBits) {
    int slot = first(table, row);
    while (true) {
      long last = table.longs.get(slot * width + width - 1);
      if (last == 0) {
        return false;
      }
      if ((last & lastBits) == (row[width - 1] & lastBits) && beginsAlike(table, slot, row)) {
        return true;
      }
      slot = next(table, slot);
    }
  }

  private boolean beginsAlike(Table table, int slot, long[] row) {
    for (int i = 0; i < width - 1; i++) {
      if (table.longs.get(slot * width + i) != row[i]) {
        return false;
      }
    }
    return true;
  }

  private static int first(Table table, long[] row) {
    return (int) Math.unsignedMultiplyHigh(row[0], table.slots);
  }

  private static int next(Table table, int slot) {
    return slot + 1 == table.slots ? 0 : slot + 1;
  }

  private long[] row(Table table, int slot) {
    long[] row = new long[width];
    table.longs.get(slot * width, row);
    return row;
  }
}
