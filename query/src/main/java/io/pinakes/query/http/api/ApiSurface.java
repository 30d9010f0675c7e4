package io.pinakes.query.http.api;

import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/v1}. */
public final class ApiSurface implements Surface {
  private final List<Route> routes = new ArrayList<>();

  /** The API over what a desk holds. */
  public ApiSurface(Desk desk) {
    routes.addAll(new QuestionResource(desk).routes());
    routes.addAll(new HomeResource(desk).routes());
  }

  @Override
  public String prefix() {
    return "/api/v1";
  }

  @Override
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
