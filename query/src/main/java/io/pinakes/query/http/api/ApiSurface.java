package io.pinakes.query.http.api;

import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.contract.Contract;
import io.pinakes.query.http.guard.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code /api/v1}. */
public final class ApiSurface implements Surface {
  private final List<Route> routes;

  /**
   * The API over what a desk holds.
   *
   * @param identity proves which node this is
   * @param contract what requests are held against
   * @param heartbeat how often an idle stream says that it lives
   */
  public ApiSurface(Desk desk, Identity identity, Contract contract, Duration heartbeat) {
    List<Route> all = new ArrayList<>();
    all.addAll(new QuestionResource(desk).routes());
    all.addAll(new HomeResource(desk, identity).routes());
    all.addAll(new DocumentResource(desk).routes());
    all.addAll(new FileResource(desk).routes());
    all.addAll(new UploadResource(desk).routes());
    all.addAll(new PinResource(desk).routes());
    String epoch = UUID.randomUUID().toString().substring(0, 8);
    all.addAll(new JobResource(desk.jobs(), heartbeat, epoch).routes());
    this.routes = contract.guard(all);
  }

  @Override
  public String prefix() {
    return "/api/v1";
  }

  @Override
  public List<Route> routes() {
    return routes;
  }
}
