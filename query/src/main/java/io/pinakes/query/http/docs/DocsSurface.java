package io.pinakes.query.http.docs;

import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * {@code /openapi.json} and {@code /docs}. They say nothing of the home, so that everybody who can
 * reach the port may read them: browsers cannot show a token when they open a page.
 */
public final class DocsSurface implements Surface {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final List<Route> routes;

  /** The surface over a contract. */
  public DocsSurface(Contract contract) throws IOException {
    Reply page = asset("docs.html", "text/html; charset=utf-8");
    Reply script = asset("docs.js", "text/javascript; charset=utf-8");
    Reply style = asset("docs.css", "text/css; charset=utf-8");
    Reply document = Reply.bytes(200, "application/json", contract.document());
    this.routes =
        contract.guard(
            List.of(
                Route.get("/openapi.json", Lane.OPS, call -> document).open(),
                Route.get("/docs", Lane.OPS, call -> page).open(),
                Route.get("/docs/docs.js", Lane.OPS, call -> script).open(),
                Route.get("/docs/docs.css", Lane.OPS, call -> style).open()));
  }

  private static Reply asset(String name, String type) throws IOException {
    try (InputStream in = DocsSurface.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("[" + name + "] is not on the class path");
      }
      return Reply.bytes(200, type, in.readAllBytes()).with("Content-Security-Policy", POLICY);
    }
  }

  @Override
  public String prefix() {
    return "/docs";
  }

  @Override
  public List<Route> routes() {
    return routes;
  }
}
