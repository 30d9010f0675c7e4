package io.pinakes.node.cli;

import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.ServerOptions;
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
        "One of: ${COMPLETION-CANDIDATES} (default: extractive).",
        "extractive quotes the sentences that answer and needs no server.",
        "openai takes any compatible server; its key is read from OPENAI_API_KEY."
      })
  Kind kind = Kind.extractive;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "The server's address (default: Ollama's or llama.cpp's on this machine). Question and"
              + " passages go there.")
  String endpoint = "";

  @Option(
      names = "--generator-model",
      paramLabel = "NAME",
      description = "The model's name on that server.")
  String model = "";

  ServerOptions server() {
    Endpoint address =
        !endpoint.isBlank()
            ? Endpoint.parse(endpoint)
            : kind == Kind.ollama ? ServerOptions.OLLAMA : ServerOptions.OPENAI;
    return ServerOptions.of(address, model);
  }
}
