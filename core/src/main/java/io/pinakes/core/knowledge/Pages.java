package io.pinakes.core.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * The pages that a text, or a part of one, stands on: the page of its beginning, and each place
 * where another page begins. Offsets count Unicode code points of the whole text, in parts, too.
 *
 * @param first the page on which it begins, from 1; 0 if it is on none
 * @param later where other pages begin, ascending; each is another page than the one before it
 */
public record Pages(int first, List<Start> later) {
  /** Of a text without pages. */
  public static final Pages NONE = new Pages(0, List.of());

  /**
   * Where a page begins.
   *
   * @param start the first code point on it
   * @param page from 1; 0 if what follows is on none
   */
  public record Start(int start, int page) {
    /** Checks the numbers. */
    public Start {
      if (start < 0 || page < 0) {
        throw new IllegalArgumentException("page [" + page + "] at [" + start + "]");
      }
    }
  }

  /** Checks the order. */
  public Pages {
    later = List.copyOf(later);
    if (first < 0) {
      throw new IllegalArgumentException("page [" + first + "]");
    }
    int start = -1;
    int page = first;
    for (Start next : later) {
      if (next.start() <= start || next.page() == page) {
        throw new IllegalArgumentException(
            "page [" + next.page() + "] at [" + next.start() + "] does not follow the one before");
      }
      start = next.start();
      page = next.page();
    }
  }

  /** All on one page; 0 for none. */
  public static Pages of(int page) {
    return page == 0 ? NONE : new Pages(page, List.of());
  }

  /** The page on which a code point stands; 0 for none. */
  public int at(int point) {
    int before = startsUpTo(point);
    return before == 0 ? first : later.get(before - 1).page();
  }

  /** Those of the code points from {@code start} until before {@code end}. */
  public Pages within(int start, int end) {
    int from = startsUpTo(start);
    int to = startsUpTo(end - 1);
    return from == to ? of(at(start)) : new Pages(at(start), later.subList(from, to));
  }

  /** The same with no more than so many places where another page begins. */
  public Pages atMost(int starts) {
    return later.size() <= starts ? this : new Pages(first, later.subList(0, starts));
  }

  /** How many pages begin at a code point or before it, the first not counted. */
  private int startsUpTo(int point) {
    int low = 0;
    int high = later.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (later.get(middle).start() <= point) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Takes what follows in a text with its page, and leaves out what begins no other page. */
  public static final class Builder {
    private final List<Start> later = new ArrayList<>();
    private int first;
    private int page;

    /** What begins here is on this page; 0 for none. Starts ascend. */
    public void add(int start, int on) {
      if (start == 0) {
        first = on;
      } else if (on != page) {
        later.add(new Start(start, on));
      }
      page = on;
    }

    /** The pages of all that was added. */
    public Pages build() {
      return new Pages(first, later);
    }
  }
}
