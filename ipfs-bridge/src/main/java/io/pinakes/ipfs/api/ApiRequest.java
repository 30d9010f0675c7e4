package io.pinakes.ipfs.api;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One request, its line and headers bounded by whoever read them.
 *
 * @param method in capitals
 * @param path as it stood in the request, without the query
 * @param query the parameters
 * @param headers by name in small letters; repeated ones joined by commas
 * @param body read as it comes; it throws if the sender stalls or goes away
 */
public record ApiRequest(
    String method, String path, Parameters query, Map<String, String> headers, InputStream body) {
  /** A header by its name in small letters. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
