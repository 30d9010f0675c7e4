package io.pinakes.p2p.resource;

import java.util.List;
import java.util.Optional;

/** A scope that takes from pools which others of its kind take from as well. */
final class SharingScope extends Scope {
  private final List<SharedPool> pools;

  SharingScope(String name, ScopeLimits limits, List<SharedPool> pools) {
    super(name, limits, List.of());
    this.pools = List.copyOf(pools);
  }

  @Override
  Optional<Refusal> refusal(Resource resource, long amount) {
    return super.refusal(resource, amount).or(() -> refusalOfPools(resource, amount));
  }

  @Override
  void add(Resource resource, long amount) {
    long before = used(resource);
    super.add(resource, amount);
    of(resource).ifPresent(pool -> pool.moved(before, before + amount));
  }

  private Optional<Refusal> refusalOfPools(Resource resource, long amount) {
    long held = used(resource);
    return of(resource)
        .filter(pool -> !pool.allows(held, amount))
        .map(pool -> new Refusal("share of " + name(), resource, amount, held, pool.most(held)));
  }

  private Optional<SharedPool> of(Resource resource) {
    return pools.stream().filter(pool -> pool.resource() == resource).findFirst();
  }
}
