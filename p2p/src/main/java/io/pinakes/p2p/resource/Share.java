package io.pinakes.p2p.resource;

/**
 * How several share a resource.
 *
 * @param own what each may hold, whatever the others do
 * @param shared what all of them may hold beyond that, nobody more of it than is left of it then
 */
public record Share(long own, long shared) {
  /** Nobody is in anybody's way. */
  public static final Share NONE = new Share(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

  /** Checks that neither is negative. */
  public Share {
    if (own < 0 || shared < 0) {
      throw new IllegalArgumentException("a share of [" + own + "] and of [" + shared + "]");
    }
  }
}
