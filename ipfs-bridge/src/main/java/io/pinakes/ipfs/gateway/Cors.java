package io.pinakes.ipfs.gateway;

/** Pages of any origin may read what is public (path gateway specification, CORS). */
final class Cors {
  private Cors() {}

  static Answer open(Answer answer) {
    answer.headers().put("Access-Control-Allow-Origin", "*");
    answer.headers().put("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    answer
        .headers()
        .put("Access-Control-Allow-Headers", "Content-Type, Range, User-Agent, X-Requested-With");
    answer
        .headers()
        .put(
            "Access-Control-Expose-Headers",
            "Content-Length, Content-Range, X-Chunked-Output, X-Ipfs-Path, X-Ipfs-Roots,"
                + " X-Stream-Output");
    return answer;
  }
}
