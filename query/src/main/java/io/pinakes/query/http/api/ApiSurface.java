package io.pinakes.query.http.api;

import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code /api/v1}. */
public final class ApiSurface implements Surface {
  private final List<Route> routes = new ArrayList<>();

  /**
   * The API over what a desk holds.
   *
   * @param heartbeat how often an idle stream says that it lives
   */
  public ApiSurface(Desk desk, Duration heartbeat) {
    routes.addAll(new QuestionResource(desk).routes());
    routes.addAll(new HomeResource(desk).routes());
    routes.addAll(new DocumentResource(desk).routes());
    routes.addAll(new PinResource(desk).routes());
    String epoch = UUID.randomUUID().toString().substring(0, 8);
    routes.addAll(new JobResource(desk.jobs(), heartbeat, epoch).routes());
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
