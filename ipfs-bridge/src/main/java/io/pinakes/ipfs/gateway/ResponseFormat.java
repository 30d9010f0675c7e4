package io.pinakes.ipfs.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be asked for, by the query's {@code format} or by a media type. */
enum ResponseFormat {
  RAW("raw", "application/vnd.ipld.raw"),
  CAR("car", "application/vnd.ipld.car"),
  IPNS_RECORD("ipns-record", "application/vnd.ipfs.ipns-record"),
  TAR("tar", "application/x-tar"),
  DAG_JSON("dag-json", "application/vnd.ipld.dag-json"),
  DAG_CBOR("dag-cbor", "application/vnd.ipld.dag-cbor"),
  JSON("json", "application/json"),
  CBOR("cbor", "application/cbor"),
  HTML("html", "text/html"),
  /** Whatever the content is. */
  ANY("", "*/*");

  private final String parameter;
  private final String mediaType;

  ResponseFormat(String parameter, String mediaType) {
    this.parameter = parameter;
    this.mediaType = mediaType;
  }

  /** The media type without parameters. */
  String mediaType() {
    return mediaType;
  }

  /** What stands for it in names and tags. */
  String label() {
    return parameter;
  }

  /** What the asker can verify without trusting the gateway. */
  boolean isTrustless() {
    return this == RAW || this == CAR || this == IPNS_RECORD;
  }

  /**
   * What is wanted.
   *
   * @param format the format
   * @param parameters of the media type, by name in small letters
   */
  record Wanted(ResponseFormat format, Map<String, String> parameters) {}

  /** The query's format counts before the Accept header, whose parameters count all the same. */
  static Wanted of(GatewayRequest request) throws GatewayException {
    Wanted accepted = accepted(request.header("accept").orElse(""));
    Optional<String> named = request.parameter("format");
    if (named.isEmpty()) {
      return accepted;
    }
    for (ResponseFormat format : values()) {
      if (format.parameter.equals(named.get()) && format != ANY && format != HTML) {
        return new Wanted(format, format == accepted.format ? accepted.parameters : Map.of());
      }
    }
    throw GatewayException.badRequest("format=[" + named.get() + "] is not known");
  }

  /** Of the media types that are known the one that is liked best, the first of equals. */
  private static Wanted accepted(String header) {
    Wanted best = new Wanted(ANY, Map.of());
    double bestQuality = 0;
    for (String part : header.split(",")) {
      String[] pieces = part.split(";");
      Map<String, String> parameters = parameters(pieces);
      double quality = quality(parameters.getOrDefault("q", "1"));
      for (ResponseFormat format : values()) {
        if (format != ANY
            && quality > bestQuality
            && format.mediaType.equals(pieces[0].strip().toLowerCase(Locale.ROOT))) {
          best = new Wanted(format, parameters);
          bestQuality = quality;
        }
      }
    }
    return best;
  }

  private static Map<String, String> parameters(String[] pieces) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < pieces.length; i++) {
      int equals = pieces[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            pieces[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            pieces[i].substring(equals + 1).strip());
      }
    }
    return parameters;
  }

  private static double quality(String text) {
    try {
      return Math.min(1, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
