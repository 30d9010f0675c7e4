package io.pinakes.query.http.openai;

import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.EmbedderSource;
import io.pinakes.query.http.ErrorShape;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import io.pinakes.query.http.api.Desk;
import io.pinakes.query.http.contract.Contract;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1}, for programs that speak to OpenAI. */
public final class OpenAiSurface implements Surface {
  private final List<Route> routes;

  /**
   * The surface over what a desk holds.
   *
   * @param embedders open the models that embed
   * @param sentences part long texts that are to be ranked
   * @param contract what requests are held against
   * @param clock says when answers were made
   */
  public OpenAiSurface(
      Desk desk,
      EmbedderSource embedders,
      SentenceSplitter sentences,
      Contract contract,
      InstantSource clock) {
    Catalogue catalogue = new Catalogue(desk.bank(), embedders);
    List<Route> all = new ArrayList<>();
    all.addAll(new ModelResource(catalogue, clock.instant()).routes());
    all.addAll(new ChatResource(desk, catalogue, clock).routes());
    all.addAll(new EmbeddingResource(catalogue).routes());
    all.addAll(new RerankResource(catalogue, sentences).routes());
    this.routes = contract.guard(all);
  }

  @Override
  public String prefix() {
    return "/v1";
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public ErrorShape errors() {
    return OpenAiErrors.SHAPE;
  }
}
