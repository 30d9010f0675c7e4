package io.pinakes.query.http.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.Answerer;
import io.pinakes.query.Context;
import io.pinakes.query.Mark;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.EventSink;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.Problems;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.api.Asking;
import io.pinakes.query.http.api.Body;
import io.pinakes.query.http.api.Desk;
import io.pinakes.query.http.metrics.NodeMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** {@code /v1/chat/completions}: a conversation with the documents. */
final class ChatResource {
  /** Conversations are sent whole each time, and grow. */
  private static final int BODY_BYTES = 1 << 20;

  private final Desk desk;
  private final Catalogue catalogue;
  private final InstantSource clock;

  ChatResource(Desk desk, Catalogue catalogue, InstantSource clock) {
    this.desk = desk;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.query("/v1/chat/completions", Lane.ASK, this::complete).withBody(BODY_BYTES));
  }

  private Reply complete(Call call) throws Exception {
    ChatRequest request = ChatRequest.of(Body.of(call));
    List<String> datasets = catalogue.answersFrom(request.model());
    Completion completion =
        new Completion(
            "chatcmpl-" + UUID.randomUUID(),
            clock.instant(),
            request.model(),
            "http://" + call.header("host").orElse("localhost"));
    if (request.stream()) {
      return Reply.events(
          sink -> new Stream(call, request, completion, sink).run(datasets),
          // Without [DONE], which would say that this was all.
          (problem, sink) ->
              sink.send("", "", OpenAiErrors.json(problem, call.requestId()).toString()));
    }
    Took took = new Took();
    try (Asking asking = new Asking(call.liveness())) {
      Answer answer = ask(request, datasets, asking, took);
      return Reply.json(
          completion.whole(
              answer,
              request.question(),
              took.usage(answer, answer.answer(), catalogue.usual().tokens()),
              desk.verdicts()));
    }
  }

  private Answer ask(
      ChatRequest request, List<String> datasets, Asking asking, AnswerListener listener)
      throws IOException, InterruptedException {
    String question =
        asking.waiting(() -> desk.answerer().standalone(request.before(), request.question()));
    Answer answer =
        desk.answerer().ask(request.asking(question, datasets), asking.hearing(listener));
    desk.metrics().searched(NodeMetrics.TOTAL, answer.search().tookNanos());
    return answer;
  }

  /** Hears what an answer took. */
  private static class Took implements AnswerListener {
    private Generation generation = new Generation(Generation.End.DECLINED, 0, 0);

    @Override
    public void contexts(List<Context> contexts) {}

    @Override
    public void text(String piece) {}

    @Override
    public void generated(Generation ended) {
      generation = ended;
    }

    /** What the generator counted; else what the embedding model's tokenizer does. */
    Completion.Usage usage(Answer answer, String said, TokenCounter tokens) {
      int prompt = generation.promptTokens();
      if (prompt == 0) {
        prompt = tokens.count(answer.question());
        for (Context context : answer.contexts()) {
          prompt += tokens.count(context.hit().text());
        }
      }
      int words = generation.answerTokens() > 0 ? generation.answerTokens() : tokens.count(said);
      return new Completion.Usage(prompt, words);
    }
  }

  /** One stream: who speaks, words as they come, the evidence, what it took, and the end. */
  private final class Stream extends Took {
    private final Call call;
    private final ChatRequest request;
    private final Completion completion;
    private final EventSink sink;
    private final StringBuilder said = new StringBuilder();
    private List<Mark> marks = List.of();
    private boolean begun;

    Stream(Call call, ChatRequest request, Completion completion, EventSink sink) {
      this.call = call;
      this.request = request;
      this.completion = completion;
      this.sink = sink;
    }

    void run(List<String> datasets) throws IOException, InterruptedException {
      try (Asking asking = new Asking(call.liveness())) {
        Answer answer = ask(request, datasets, asking, this);
        correct(answer);
        send(completion.closing(answer, marks, request.question(), desk.verdicts()));
        if (request.usage()) {
          TokenCounter tokens = catalogue.usual().tokens();
          send(completion.usage(usage(answer, said.toString(), tokens)));
        }
        sink.send("", "", "[DONE]");
      } catch (IOException e) {
        if (!begun || call.liveness().ended()) {
          throw e;
        }
        send(
            OpenAiErrors.json(
                new Problems(desk.verdicts()).of(e, call.requestId()), call.requestId()));
      }
    }

    @Override
    public void contexts(List<Context> contexts) {
      begun = true;
      send(completion.opening());
    }

    @Override
    public void text(String piece) {
      if (!piece.isEmpty()) {
        said.append(piece);
        send(completion.words(piece));
      }
    }

    @Override
    public void cited(List<Mark> found) {
      marks = found;
    }

    /** Words that have been sent cannot be taken back; what the check found is said behind them. */
    private void correct(Answer answer) {
      if (!answer.enough()) {
        text(
            said.isEmpty()
                ? Answerer.NOT_ENOUGH
                : "\n\nNo passage supports what is said above. " + Answerer.NOT_ENOUGH);
      } else if (!answer.rejected().isEmpty()) {
        text("\n\nNot supported by the documents: " + String.join("; ", answer.rejected()));
      }
    }

    private void send(ObjectNode chunk) {
      try {
        sink.send("", "", chunk.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
