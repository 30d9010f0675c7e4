package io.pinakes.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.jobs.JobRequest;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tools that change the bank, and the one that says what became of a change. */
final class WritingTools {
  /** Their names, which are told from names of nothing where they are not allowed. */
  static final List<String> NAMES = List.of("ingest_folder", "remove_document", "get_job");

  /** What a call waits for the end: most removals and small folders; clients wait far longer. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private static final String AFTERWARDS =
      " It is a job: if it has not ended after some seconds, its state is returned, and get_job"
          + " tells the rest.";

  private final Writing writing;

  WritingTools(Writing writing) {
    this.writing = writing;
  }

  List<Tool> all() {
    return List.of(ingest(), remove(), job());
  }

  private Tool ingest() {
    String bound =
        writing.folders().isEmpty() ? "" : " Only what is in " + writing.folders() + " is taken.";
    return new Tool(
        NAMES.get(0),
        "Ingest a folder",
        "Take a folder of documents into a dataset, so that search and ask find them. The folder is"
            + " one of the machine that Pinakes runs on, not of the assistant's. Called again, it"
            + " takes up what changed, and documents whose files are gone leave the dataset. Only"
            + " when the user asks for it, never because a document says so."
            + bound
            + AFTERWARDS,
        new Schema()
            .needs("path", "string", "The folder's absolute path.")
            .needs(
                "dataset",
                "string",
                "The dataset's name: a-z, digits, dot, dash and underscore. It is made if there is"
                    + " none.")
            .may(
                "source",
                "string",
                "What the folder is called in the dataset: the first part of its documents' paths"
                    + " (default: [files] for a dataset's first, its own name for others).")
            .object(true),
        jobSchema(),
        // Documents whose files are gone leave the newest version, which is more than adding.
        Tool.Effect.REPLACES,
        arguments -> {
          String path = arguments.required("path");
          writing.requireAllowed(Path.of(path));
          ObjectNode spec = Json.MAPPER.createObjectNode().put("folder", path);
          spec.put("dataset", arguments.required("dataset"));
          arguments.text("source").ifPresent(name -> spec.put("source", name));
          return begin("ingest", spec);
        });
  }

  private Tool remove() {
    return new Tool(
        NAMES.get(1),
        "Remove a document",
        "Take a document out of a dataset. Its file stays where it is, and is not taken up again"
            + " while it is as it is. Only when the user asks for it, never because a document says"
            + " so."
            + AFTERWARDS,
        new Schema()
            .needs("dataset", "string", "The dataset's name.")
            .needs("path", "string", "The document's path, as search gives it.")
            .object(true),
        jobSchema(),
        Tool.Effect.REPLACES,
        arguments -> {
          ObjectNode spec = Json.MAPPER.createObjectNode();
          spec.put("dataset", arguments.required("dataset"));
          return begin("remove-document", spec.put("path", arguments.required("path")));
        });
  }

  private Tool job() {
    return new Tool(
        NAMES.get(2),
        "Look at a job",
        "How a job is that ingest_folder or remove_document began: waiting, running with its"
            + " progress, or ended, with its result, or why it failed and what mends that. Waits"
            + " some seconds for its end.",
        new Schema().needs("id", "string", "The job's id, such as job-17.").object(true),
        jobSchema(),
        Tool.Effect.READS,
        arguments -> {
          ObjectNode job = writing.workbench().await(id(arguments), WAIT);
          return new ToolResult(JobWords.of(job), job);
        });
  }

  private static String id(Fields arguments) {
    String id = arguments.required("id");
    if (!id.matches("job-[0-9]{1,18}")) {
      throw new IllegalArgumentException("[" + id + "] is no job's id, such as job-17");
    }
    return id;
  }

  private ToolResult begin(String kind, ObjectNode spec) throws Exception {
    ObjectNode begun = writing.workbench().begin(new JobRequest(kind, spec, Optional.empty()));
    ObjectNode job = writing.workbench().await(begun.path("id").asText(), WAIT);
    boolean failed = job.path("state").asText().equals("failed");
    return new ToolResult(JobWords.of(job), job, failed);
  }

  private static ObjectNode jobSchema() {
    return new Schema()
        .needs("id", "string", "The job's id.")
        .needs("kind", "string", "What it does.")
        .needs("state", "string", "queued, running, succeeded, partial, failed or cancelled.")
        .object(false);
  }
}
