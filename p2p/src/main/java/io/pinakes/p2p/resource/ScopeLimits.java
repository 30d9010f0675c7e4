package io.pinakes.p2p.resource;

import java.util.EnumMap;
import java.util.Map;

/** How much of each resource a scope may hold. Immutable; what is not named is without limit. */
public final class ScopeLimits {
  /** No limit on anything. */
  public static final ScopeLimits NONE = new ScopeLimits(new EnumMap<>(Resource.class));

  private final Map<Resource, Long> limits;

  private ScopeLimits(Map<Resource, Long> limits) {
    this.limits = limits;
  }

  /**
   * These limits, with another for one resource.
   *
   * @param most bytes for memory, else a count; not negative
   */
  public ScopeLimits with(Resource resource, long most) {
    if (most < 0) {
      throw new IllegalArgumentException("limit of [" + most + "] for " + resource);
    }
    Map<Resource, Long> changed = new EnumMap<>(Resource.class);
    changed.putAll(limits);
    changed.put(resource, most);
    return new ScopeLimits(changed);
  }

  /** The most of a resource; {@link Long#MAX_VALUE} where there is no limit. */
  public long most(Resource resource) {
    return limits.getOrDefault(resource, Long.MAX_VALUE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScopeLimits that && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return limits.hashCode();
  }

  @Override
  public String toString() {
    return limits.toString();
  }
}
