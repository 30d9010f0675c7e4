package io.pinakes.query.http.trace;

import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.PromptText;
import io.pinakes.query.generate.TextModel;
import io.pinakes.query.http.trace.Traces.Scope;
import io.pinakes.query.http.trace.Traces.Span;

/** A generator each of whose calls is a span: which model, where, how long, how many tokens. */
public class TracedGenerator implements Generator {
  private final Generator generator;
  private final Traces traces;

  private TracedGenerator(Generator generator, Traces traces) {
    this.generator = generator;
    this.traces = traces;
  }

  /** The same generator, traced; a language model stays one. */
  public static Generator of(Generator generator, Traces traces) {
    return generator instanceof TextModel model
        ? new Model(generator, model, traces)
        : new TracedGenerator(generator, traces);
  }

  @Override
  public GeneratorInfo info() {
    return generator.info();
  }

  @Override
  public Generation generate(Prompt prompt, AnswerSink sink)
      throws GenerationException, InterruptedException {
    Span span = begin();
    Scope scope = span.enter();
    try {
      Generation generation = generator.generate(prompt, sink);
      span.put("gen_ai.usage.input_tokens", generation.promptTokens());
      span.put("gen_ai.usage.output_tokens", generation.answerTokens());
      return generation;
    } catch (GenerationException | InterruptedException | RuntimeException e) {
      span.fail(e.getClass().getSimpleName());
      throw e;
    } finally {
      scope.close();
      span.end();
    }
  }

  final Span begin() {
    GeneratorInfo info = generator.info();
    Span span = traces.call("chat " + info.name());
    span.put("gen_ai.operation.name", "chat").put("gen_ai.provider.name", info.name());
    span.put("gen_ai.request.model", info.model());
    info.endpoint()
        .map(Endpoint::uri)
        .ifPresent(
            uri ->
                span.put("server.address", uri.getHost())
                    .put("server.port", Math.max(0, uri.getPort())));
    return span;
  }

  @Override
  public void close() {
    generator.close();
  }

  /** One that can be asked for other words, too. */
  private static final class Model extends TracedGenerator implements TextModel {
    private final TextModel model;

    Model(Generator generator, TextModel model, Traces traces) {
      super(generator, traces);
      this.model = model;
    }

    @Override
    public String complete(PromptText prompt, int maxTokens)
        throws GenerationException, InterruptedException {
      Span span = begin();
      Scope scope = span.enter();
      try {
        return model.complete(prompt, maxTokens);
      } catch (GenerationException | InterruptedException | RuntimeException e) {
        span.fail(e.getClass().getSimpleName());
        throw e;
      } finally {
        scope.close();
        span.end();
      }
    }
  }
}
