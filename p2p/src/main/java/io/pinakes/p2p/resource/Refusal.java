package io.pinakes.p2p.resource;

import java.util.Locale;

/**
 * Why a reservation was not made.
 *
 * @param scope the scope whose limit stands in the way, as {@code peer 12D3Koo…}
 * @param resource what was asked for
 * @param asked how much more of it
 * @param used how much the scope holds
 * @param limit how much it may hold
 */
public record Refusal(String scope, Resource resource, long asked, long used, long limit) {
  @Override
  public String toString() {
    return "["
        + scope
        + "] holds ["
        + used
        + "] of ["
        + limit
        + "] "
        + resource.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " and cannot have ["
        + asked
        + "] more";
  }
}
