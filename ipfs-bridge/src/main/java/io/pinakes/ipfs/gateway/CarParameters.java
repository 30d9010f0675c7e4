package io.pinakes.ipfs.gateway;

import java.util.Map;
import java.util.Optional;

/**
 * What an archive is to hold; the query counts before the Accept header (IPIP-0523).
 *
 * @param scope how much of what the path ends at
 * @param bytes the part of a file, if that is what the path ends at
 * @param duplicates whether a block that is met again is sent again
 */
record CarParameters(Scope scope, Optional<EntityBytes> bytes, boolean duplicates) {
  /** How much of what the path ends at. */
  enum Scope {
    /** Its first block. */
    BLOCK,
    /** A file's content, a folder's list of entries, one block of anything else. */
    ENTITY,
    /** All that is below it. */
    ALL
  }

  static CarParameters of(GatewayRequest request, Map<String, String> accepted)
      throws GatewayException {
    String version = choose(request, "car-version", accepted, "version");
    if (!version.isEmpty() && !version.equals("1")) {
      throw GatewayException.badRequest("CAR of version [" + version + "] is not made here, 1 is");
    }
    String order = choose(request, "car-order", accepted, "order");
    if (!order.isEmpty() && !order.equals("dfs") && !order.equals("unk")) {
      throw GatewayException.badRequest("CAR in the order [" + order + "] is not made here");
    }
    String duplicates = choose(request, "car-dups", accepted, "dups");
    if (!duplicates.isEmpty() && !duplicates.equals("y") && !duplicates.equals("n")) {
      throw GatewayException.badRequest("dups=[" + duplicates + "] is neither y nor n");
    }
    Optional<EntityBytes> bytes = Optional.empty();
    if (request.parameter("entity-bytes").isPresent()) {
      bytes = Optional.of(EntityBytes.parse(request.parameter("entity-bytes").get()));
    }
    return new CarParameters(scope(request, bytes), bytes, duplicates.equals("y"));
  }

  private static Scope scope(GatewayRequest request, Optional<EntityBytes> bytes)
      throws GatewayException {
    String scope = request.parameter("dag-scope").orElse("");
    return switch (scope) {
      case "" -> bytes.isPresent() ? Scope.ENTITY : Scope.ALL;
      case "block" -> Scope.BLOCK;
      case "entity" -> Scope.ENTITY;
      case "all" -> Scope.ALL;
      default ->
          throw GatewayException.badRequest(
              "dag-scope=[" + scope + "] is none of block, entity and all");
    };
  }

  private static String choose(
      GatewayRequest request, String parameter, Map<String, String> accepted, String name) {
    return request
        .parameter(parameter)
        .filter(value -> !value.isEmpty())
        .orElse(accepted.getOrDefault(name, ""));
  }

  /** What is sent, whatever was left open: always depth first. */
  String mediaType() {
    return "application/vnd.ipld.car; version=1; order=dfs; dups=" + (duplicates ? "y" : "n");
  }

  /** Tells two archives of one root apart in their tags. */
  String tag() {
    String range =
        bytes.map(part -> "." + part.from() + "_" + part.to().orElse(Long.MAX_VALUE)).orElse("");
    return scope + (duplicates ? "y" : "n") + range;
  }
}
