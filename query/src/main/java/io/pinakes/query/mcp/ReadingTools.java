package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.bank.DocumentLookup;
import io.pinakes.query.json.AnswerJson;
import io.pinakes.query.json.ChunkJson;
import io.pinakes.query.json.DatasetJson;
import io.pinakes.query.json.DocumentJson;
import io.pinakes.query.json.DocumentText;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.SearchJson;
import io.pinakes.vectorstore.Filter;
import java.util.List;
import java.util.Optional;

/** The tools: few, since a model that is shown many picks worse. */
final class ReadingTools {
  private static final int HITS = 8;
  private static final int MOST_HITS = 50;

  /** Characters of a document at once: some five thousand tokens. */
  private static final int TEXT = 20_000;

  private final Library library;

  ReadingTools(Library library) {
    this.library = library;
  }

  List<Tool> all() {
    return List.of(search(), ask(), document(), chunk(), datasets());
  }

  private Tool search() {
    return new Tool(
        "search",
        "Search documents",
        "Find passages of the user's own documents by meaning and by words. Returns the best"
            + " passages with their documents, pages, headings and CIDs. Use this before you answer"
            + " from the documents, and cite path and page.",
        about(new Schema().needs("query", "string", "What to look for: a question or some words."))
            .number("k", 1, MOST_HITS, "How many passages (default 8).")
            .word("mode", "How to look (default hybrid).", "hybrid", "vector", "text")
            .object(true),
        new Schema()
            .needs("query", "string", "What was looked for.")
            .needs("hits", "array", "The passages, best first.")
            .object(false),
        arguments -> {
          SearchRequest request =
              new SearchRequest(
                  arguments.required("query"),
                  arguments.texts("datasets").orElse(List.of()),
                  Math.clamp(arguments.integer("k", HITS), 1, MOST_HITS),
                  mode(arguments),
                  filter(arguments));
          SearchResult found = library.read(reading -> reading.searcher().search(request));
          return new ToolResult(
              Passages.of(found.hits()), SearchJson.document(found, false, library.verdicts()));
        });
  }

  private Tool ask() {
    return new Tool(
        "ask",
        "Answer from documents",
        "A short answer to a question from the user's own documents, with citations that were"
            + " checked against the passages that they name; or that there is not enough evidence."
            + " For anything longer use search.",
        about(new Schema().needs("question", "string", "One question, in full words."))
            .object(true),
        new Schema()
            .needs("question", "string", "The question.")
            .needs("answer", "string", "The answer, with [n] where citation n stands.")
            .needs("enough", "boolean", "Whether there was evidence enough to answer.")
            .needs("citations", "array", "What the answer rests on.")
            .object(false),
        arguments -> {
          AskRequest request =
              new AskRequest(
                  arguments.required("question"),
                  arguments.texts("datasets").orElse(List.of()),
                  Mode.HYBRID,
                  filter(arguments),
                  AskRequest.CONTEXTS,
                  AskRequest.PROMPT_TOKENS,
                  AskRequest.ANSWER_TOKENS);
          Answer answer =
              library.read(reading -> reading.answerer().ask(request, AnswerListener.NONE));
          return new ToolResult(
              Passages.of(answer), AnswerJson.document(answer, library.verdicts()));
        });
  }

  private static Schema about(Schema schema) {
    return schema
        .texts("datasets", "Only in these datasets (default: all).")
        .texts(
            "filters",
            "Only documents that match all of these, such as path=reports/**,"
                + " type=application/pdf, lang=en,de or date>=2024-01-01.");
  }

  private Tool document() {
    return new Tool(
        "get_document",
        "Read a document",
        "The text of a document, or a part of it by characters, as search and ask cite it. At most"
            + " 20000 characters at once; read on from [end].",
        new Schema()
            .needs("dataset", "string", "The dataset's name.")
            .needs("document", "string", "The document's path, or its CID.")
            .number("start", 0, Integer.MAX_VALUE, "The first character (default 0).")
            .number("end", 0, Integer.MAX_VALUE, "Behind the last character.")
            .object(true),
        new Schema()
            .needs("path", "string", "The document's path.")
            .needs("start", "integer", "The first character that was read.")
            .needs("end", "integer", "Behind the last character that was read.")
            .needs("text", "string", "The text.")
            .object(false),
        this::readDocument);
  }

  private ToolResult readDocument(Fields arguments) throws Exception {
    String dataset = arguments.required("dataset");
    String wanted = arguments.required("document");
    int start = arguments.integer("start", 0);
    int end = arguments.integer("end", Integer.MAX_VALUE);
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("[start] has to be before [end]");
    }
    int to = (int) Math.min(end, (long) start + TEXT);
    return library.read(
        reading -> {
          Optional<DatasetReader> found = reading.bank().reader(dataset);
          if (found.isEmpty()) {
            throw new IllegalArgumentException(
                "dataset [" + dataset + "] has no complete version yet");
          }
          try (DatasetReader reader = found.get()) {
            DocumentEntry entry =
                DocumentLookup.find(reader, wanted)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "dataset [" + dataset + "] has no document [" + wanted + "]"));
            Document document = reader.document(entry.document());
            String text = DocumentText.read(reader, document, start, to);
            ObjectNode structured = DocumentJson.text(entry, document.path(), start, text);
            structured.put("title", document.title().orElse(null));
            return new ToolResult(
                Passages.of(document.title().orElse(document.path()), text), structured);
          }
        });
  }

  private Tool chunk() {
    return new Tool(
        "get_chunk",
        "Read a passage",
        "One passage by the CID that search and ask give, with every place where it stands.",
        new Schema().needs("chunk", "string", "The passage's CID.").object(true),
        new Schema()
            .needs("chunk", "string", "The passage's CID.")
            .needs("text", "string", "The passage.")
            .needs("places", "array", "Where it stands.")
            .object(false),
        arguments -> chunk(arguments.required("chunk")));
  }

  ToolResult chunk(String name) throws Exception {
    Cid cid =
        DocumentLookup.cid(name)
            .orElseThrow(() -> new IllegalArgumentException("[" + name + "] is no CID"));
    ObjectNode chunk =
        library
            .read(reading -> ChunkJson.document(reading.bank(), cid))
            .orElseThrow(
                () -> new IllegalArgumentException("no dataset here has the chunk [" + cid + "]"));
    return new ToolResult(
        Passages.of(chunk.path("context").asText(), chunk.path("text").asText()), chunk);
  }

  private Tool datasets() {
    return new Tool(
        "list_datasets",
        "List datasets",
        "The datasets of this bank: names, numbers of documents, where they are from.",
        new Schema().object(true),
        new Schema().needs("datasets", "array", "The datasets.").object(false),
        arguments -> {
          List<DatasetInfo> datasets = library.read(reading -> reading.bank().datasets());
          ObjectNode structured = Json.document("pinakes.dataset-ls/1");
          ArrayNode list = structured.putArray("datasets");
          StringBuilder text = new StringBuilder();
          for (DatasetInfo dataset : datasets) {
            DatasetJson.write(dataset, list.addObject());
            text.append(dataset.name())
                .append(": ")
                .append(dataset.stats().documents())
                .append(" documents\n");
          }
          return new ToolResult(
              text.isEmpty() ? "There are no datasets." : text.toString(), structured);
        });
  }

  private static Mode mode(Fields arguments) {
    String wanted = arguments.text("mode").orElse(Mode.HYBRID.label());
    return Mode.named(wanted)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "[mode] is hybrid, vector or text, not [" + wanted + "]"));
  }

  private static Filter filter(Fields arguments) {
    return arguments
        .texts("filters")
        .filter(filters -> !filters.isEmpty())
        .map(Filter::parse)
        .orElse(Filter.NONE);
  }
}
