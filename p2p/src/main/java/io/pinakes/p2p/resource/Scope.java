package io.pinakes.p2p.resource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One account of what is held, and the accounts above that are charged along with it.
 *
 * <p>A reservation is made in this scope and in all above it, or in none. What a scope holds when
 * it is closed is given back in all of them, so that whoever owns a scope can never leak from those
 * above. Not safe for several threads: see {@link Turn}.
 */
class Scope {
  private final String name;
  private final Map<Resource, Long> used = new EnumMap<>(Resource.class);
  private ScopeLimits limits;
  private List<Scope> above;
  private final Set<Scope> below = new LinkedHashSet<>();
  private boolean closed;

  Scope(String name, ScopeLimits limits, List<Scope> above) {
    this.name = name;
    this.limits = limits;
    this.above = List.copyOf(above);
    this.above.forEach(scope -> scope.below.add(this));
  }

  String name() {
    return name;
  }

  List<Scope> above() {
    return above;
  }

  long used(Resource resource) {
    return used.getOrDefault(resource, 0L);
  }

  /** Every scope that this one or one below it is charged to. */
  List<Scope> chargedWithThoseBelow() {
    Set<Scope> charged = new LinkedHashSet<>(above);
    below.forEach(scope -> charged.addAll(scope.above));
    return List.copyOf(charged);
  }

  /** Whether no open scope is charged to this one. */
  boolean isUnused() {
    return below.isEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  /** Reserves here and above; empty if it was done, else why not, and then nothing changed. */
  Optional<Refusal> reserve(Resource resource, long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("reservation of [" + amount + "] " + resource);
    }
    Optional<Refusal> refusal = closed ? Optional.of(gone()) : refusal(resource, amount);
    for (int i = 0; i < above.size() && refusal.isEmpty(); i++) {
      refusal = above.get(i).refusal(resource, amount);
    }
    if (refusal.isEmpty()) {
      add(resource, amount);
      above.forEach(scope -> scope.add(resource, amount));
    }
    return refusal;
  }

  /** Gives back here and above; nothing if the scope was closed, which gave all back. */
  void release(Resource resource, long amount) {
    if (closed) {
      return;
    }
    if (amount < 0 || amount > used(resource)) {
      throw new IllegalArgumentException(
          "release of ["
              + amount
              + "] "
              + resource
              + ", held ["
              + used(resource)
              + "], by "
              + name);
    }
    add(resource, -amount);
    above.forEach(scope -> scope.add(resource, -amount));
  }

  /**
   * Puts other scopes above this one, carrying over what it holds; or refuses and changes nothing.
   */
  Optional<Refusal> moveUnder(List<Scope> others) {
    if (closed) {
      return Optional.of(gone());
    }
    List<Scope> joined = new ArrayList<>(others);
    joined.removeAll(above);
    for (Scope scope : joined) {
      for (Resource resource : Resource.values()) {
        Optional<Refusal> refusal = scope.refusal(resource, used(resource));
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    List<Scope> left = new ArrayList<>(above);
    left.removeAll(others);
    for (Resource resource : Resource.values()) {
      joined.forEach(scope -> scope.add(resource, used(resource)));
      left.forEach(scope -> scope.add(resource, -used(resource)));
    }
    joined.forEach(scope -> scope.below.add(this));
    left.forEach(scope -> scope.below.remove(this));
    above = List.copyOf(others);
    return Optional.empty();
  }

  void limit(ScopeLimits other) {
    limits = other;
  }

  /** Closes all below, then gives back all that is held. A second time changes nothing. */
  void close() {
    if (closed) {
      return;
    }
    List.copyOf(below).forEach(Scope::close);
    for (Resource resource : Resource.values()) {
      release(resource, used(resource));
    }
    above.forEach(scope -> scope.below.remove(this));
    closed = true;
  }

  Refusal gone() {
    return new Refusal(name + ", closed", Resource.MEMORY, 0, 0, 0);
  }

  /** A move of nothing is never refused, whatever the scope above holds. */
  Optional<Refusal> refusal(Resource resource, long amount) {
    long most = limits.most(resource);
    return amount == 0 || amount <= most - used(resource)
        ? Optional.empty()
        : Optional.of(new Refusal(name, resource, amount, used(resource), most));
  }

  /** Counts, without asking. */
  void add(Resource resource, long amount) {
    used.merge(resource, amount, Long::sum);
  }
}
