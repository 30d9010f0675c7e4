package io.pinakes.query.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.query.Patience;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContractTest {
  @Test
  void theContractIsAValidOpenApiDocument() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      // The library knows few media types, and is asked here about all the rest.
      String text =
          new String(Contract.load().document(), StandardCharsets.UTF_8)
              .replaceAll(
                  "application/problem\\+json|text/(event-stream|html|javascript|css)",
                  "text/plain");
      JsonObject document = new JsonObject(text);
      OpenAPIContract contract =
          OpenAPIContract.from(vertx, document)
              .toCompletionStage()
              .toCompletableFuture()
              .get(Patience.SECONDS, TimeUnit.SECONDS);
      assertThat(contract.operations())
          .hasSize(Contract.load().operations().size())
          .allSatisfy(operation -> assertThat(operation.getOperationId()).isNotBlank());
    } finally {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void aRouteThatIsNotInTheContractIsNotServed() {
    Route unknown = Route.get("/api/v1/unknown", Lane.READ, call -> Reply.noContent());
    assertThatThrownBy(() -> Contract.load().guard(List.of(unknown)))
        .hasMessageContaining("GET /api/v1/unknown");
  }
}
