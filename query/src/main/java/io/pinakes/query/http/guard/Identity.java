package io.pinakes.query.http.guard;

import java.net.URI;

/**
 * Proves to holders of the token that this is the node of their home, without showing it. The proof
 * holds for the address that the node listens at only.
 */
public final class Identity {
  private final Token token;
  private volatile String authority = "";

  /** Of a node with that token. */
  public Identity(Token token) {
    this.token = token;
  }

  /** Says where the node listens, once that is known. */
  public void listensAt(URI uri) {
    authority = uri.getAuthority();
  }

  /** The answer to a challenge, for {@code challenge at host:port}. */
  public String proof(String challenge) {
    return token.proof(challenge + " at " + authority);
  }
}
