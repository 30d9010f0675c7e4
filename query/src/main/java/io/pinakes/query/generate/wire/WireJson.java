package io.pinakes.query.generate.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as it is read from servers: nested and long only so far. */
public final class WireJson {
  /** Reads and writes; safe for use by many threads. */
  public static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(50)
                      .maxStringLength(1 << 20)
                      .maxNumberLength(100)
                      .maxNameLength(1000)
                      .build())
              .build());

  private WireJson() {}
}
