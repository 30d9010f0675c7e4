package io.pinakes.query.generate;

/**
 * How to use a language-model server.
 *
 * @param endpoint where it is; on this machine by default
 * @param model the model's name there; blank means the only one it has
 * @param contextTokens how much the model is given to hold prompt and answer, in its tokens
 * @param temperature 0 for the likeliest word each time, which is right for quoting
 * @param seed for servers that draw
 * @param limits what it may cost
 */
public record ServerOptions(
    Endpoint endpoint,
    String model,
    int contextTokens,
    double temperature,
    int seed,
    GenerationLimits limits) {
  /** Where Ollama listens unless told otherwise. */
  public static final Endpoint OLLAMA = Endpoint.parse("http://127.0.0.1:11434");

  /** Where llama.cpp's server listens unless told otherwise. */
  public static final Endpoint OPENAI = Endpoint.parse("http://127.0.0.1:8080/v1");

  /** The context that Ollama and llama.cpp give a model on an ordinary machine. */
  public static final int CONTEXT_TOKENS = 4096;

  /** The usual options for a server and a model. */
  public static ServerOptions of(Endpoint endpoint, String model) {
    return new ServerOptions(endpoint, model, CONTEXT_TOKENS, 0, 42, GenerationLimits.DEFAULT);
  }

  /** Checks that the numbers are possible. */
  public ServerOptions {
    if (contextTokens < 256 || !(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "not options: context [" + contextTokens + "], temperature [" + temperature + "]");
    }
  }
}
