package io.pinakes.ipfs.pinning;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which requests a list is to show. */
record PinFilter(
    List<Cid> cids,
    String name,
    String match,
    Set<PinRequest.Status> statuses,
    Optional<Instant> before,
    Optional<Instant> after,
    Map<String, String> meta,
    int limit) {
  private static final int MAX_CIDS = 10;
  private static final int MAX_LIMIT = 1000;

  /**
   * As a query says it.
   *
   * @throws IllegalArgumentException if it says what cannot be followed
   */
  static PinFilter of(Parameters query) {
    List<Cid> cids = new ArrayList<>();
    for (String text : each(query, "cid")) {
      try {
        cids.add(Cid.parse(text));
      } catch (MultiformatException e) {
        throw new IllegalArgumentException("[" + text + "] is no CID", e);
      }
    }
    if (cids.size() > MAX_CIDS) {
      throw new IllegalArgumentException("over [" + MAX_CIDS + "] CIDs at once");
    }
    Set<PinRequest.Status> statuses = EnumSet.noneOf(PinRequest.Status.class);
    each(query, "status").forEach(text -> statuses.add(PinRequest.Status.parse(text)));
    if (statuses.isEmpty()) {
      statuses.add(PinRequest.Status.PINNED);
    }
    String match = query.find("match").orElse("exact");
    if (!List.of("exact", "iexact", "partial", "ipartial").contains(match)) {
      throw new IllegalArgumentException("names are not matched by [" + match + "]");
    }
    long limit = query.number("limit", 10);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit [" + limit + "] is not within 1 and 1000");
    }
    return new PinFilter(
        cids,
        query.find("name").orElse(""),
        match,
        statuses,
        time(query, "before"),
        time(query, "after"),
        meta(query.find("meta")),
        (int) limit);
  }

  private static List<String> each(Parameters query, String name) {
    List<String> each = new ArrayList<>();
    for (String value : query.all(name)) {
      for (String part : value.split(",")) {
        if (!part.isBlank()) {
          each.add(part.strip());
        }
      }
    }
    return each;
  }

  private static Optional<Instant> time(Parameters query, String name) {
    try {
      return query.find(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("[" + name + "] is no time", e);
    }
  }

  private static Map<String, String> meta(Optional<String> json) {
    if (json.isEmpty()) {
      return Map.of();
    }
    try {
      if (DagJson.RELAXED.decode(json.get().getBytes(StandardCharsets.UTF_8))
          instanceof MapNode map) {
        return PinRequest.texts(map);
      }
    } catch (CodecException e) {
      throw new IllegalArgumentException("[meta] is no map of texts", e);
    }
    throw new IllegalArgumentException("[meta] is no map of texts");
  }

  boolean shows(PinRequest request) {
    return (cids.isEmpty() || cids.contains(request.cid()))
        && statuses.contains(request.status())
        && matches(request.name())
        && before.map(request.created()::isBefore).orElse(true)
        && after.map(request.created()::isAfter).orElse(true)
        && request.meta().entrySet().containsAll(meta.entrySet());
  }

  private boolean matches(String other) {
    boolean fold = match.startsWith("i");
    String want = fold ? name.toLowerCase(Locale.ROOT) : name;
    String have = fold ? other.toLowerCase(Locale.ROOT) : other;
    return name.isEmpty() || (match.endsWith("partial") ? have.contains(want) : have.equals(want));
  }
}
