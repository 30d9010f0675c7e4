package io.pinakes.node.cli;

import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What answers, and where. */
final class GeneratorOptions {
  /** The generators by their names. */
  enum Kind {
    extractive,
    ollama,
    openai
  }

  @Option(
      names = {"-g", "--generator"},
      paramLabel = "NAME",
      description = {
        "One of: ${COMPLETION-CANDIDATES} (default: $PINAKES_GENERATOR, a setting, else"
            + " extractive).",
        "extractive quotes the sentences that answer and needs no server.",
        "openai takes any compatible server; its key is read from OPENAI_API_KEY."
      })
  @Nullable Kind kind;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "The server's address (default: Ollama's or llama.cpp's on this machine). Question and"
              + " passages go there.")
  @Nullable String endpoint;

  @Option(
      names = "--generator-model",
      paramLabel = "NAME",
      description = "The model's name on that server.")
  @Nullable String model;

  Kind kind(Session session) {
    return session.setting(KnownSettings.GENERATOR, kind, Kind::valueOf, Kind.extractive);
  }

  ServerOptions server(Session session) {
    String named = session.setting(KnownSettings.ENDPOINT, endpoint, text -> text, "");
    Endpoint address =
        !named.isBlank()
            ? Endpoint.parse(named)
            : kind(session) == Kind.ollama ? ServerOptions.OLLAMA : ServerOptions.OPENAI;
    return ServerOptions.of(
        address, session.setting(KnownSettings.GENERATOR_MODEL, model, text -> text, ""));
  }
}
