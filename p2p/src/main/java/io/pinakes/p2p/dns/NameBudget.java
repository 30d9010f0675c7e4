package io.pinakes.p2p.dns;

/**
 * How many names may still be asked for one purpose, whoever of its threads asks: a peer that names
 * names chooses whom this host asks, and how long that takes.
 */
public final class NameBudget {
  private int left; // guarded by this

  /** For so many names. */
  public NameBudget(int names) {
    left = names;
  }

  /** Takes one; false if none is left. */
  synchronized boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  /** Whether none is left. */
  public synchronized boolean isSpent() {
    return left == 0;
  }

  /** Nothing is asked from now on; what is asked already is answered or not. */
  public synchronized void end() {
    left = 0;
  }
}
