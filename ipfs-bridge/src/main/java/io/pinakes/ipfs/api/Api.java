package io.pinakes.ipfs.api;

/** Answers requests; may be asked by many threads. */
@FunctionalInterface
public interface Api {
  /** Answers; whatever is wrong with the request is an answer, too. */
  ApiAnswer answer(ApiRequest request);
}
