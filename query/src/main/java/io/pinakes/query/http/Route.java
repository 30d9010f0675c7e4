package io.pinakes.query.http;

/**
 * A path that is answered.
 *
 * @param method such as {@code GET}; a GET route answers HEAD as well
 * @param path segments, of which those like {@code {name}} stand for any one, percent-decoded
 * @param access who may come
 * @param lane where the work runs
 * @param maxBodyBytes the longest body that is read; 0 for none
 * @param streamed whether the handler reads the body itself, as it comes; else it is read whole
 *     before
 * @param handler what answers
 */
public record Route(
    String method,
    String path,
    Access access,
    Lane lane,
    int maxBodyBytes,
    boolean streamed,
    Handler handler) {
  /** The longest body of ordinary requests: a question, or the particulars of a job. */
  public static final int BODY_BYTES = 256 << 10;

  /** Checks the path. */
  public Route {
    if (!path.startsWith("/") || maxBodyBytes < 0) {
      throw new IllegalArgumentException("not a route: [" + method + " " + path + "]");
    }
  }

  /** A route whose body is read before its handler runs. */
  public Route(
      String method, String path, Access access, Lane lane, int maxBodyBytes, Handler handler) {
    this(method, path, access, lane, maxBodyBytes, false, handler);
  }

  /** A route that reads. */
  public static Route get(String path, Lane lane, Handler handler) {
    return new Route("GET", path, Access.READ, lane, 0, handler);
  }

  /** A route that is asked by a body and changes nothing. */
  public static Route query(String path, Lane lane, Handler handler) {
    return new Route("POST", path, Access.READ, lane, BODY_BYTES, handler);
  }

  /** A route that changes something. */
  public static Route write(String method, String path, Lane lane, Handler handler) {
    int body = method.equals("DELETE") ? 0 : BODY_BYTES;
    return new Route(method, path, Access.WRITE, lane, body, handler);
  }

  /** The same for everybody who can reach the port. */
  public Route open() {
    return new Route(method, path, Access.OPEN, lane, maxBodyBytes, streamed, handler);
  }

  /** The same with another bound on the body. */
  public Route withBody(int bytes) {
    return new Route(method, path, access, lane, bytes, streamed, handler);
  }

  /** The same, whose handler reads a body of so many bytes at most from {@link Call#content}. */
  public Route streaming(int bytes) {
    return new Route(method, path, access, lane, bytes, true, handler);
  }

  /** The same, answered by another handler. */
  public Route answeredBy(Handler other) {
    return new Route(method, path, access, lane, maxBodyBytes, streamed, other);
  }
}
