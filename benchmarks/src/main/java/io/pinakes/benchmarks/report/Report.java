package io.pinakes.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pinakes.ipfs.archive.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record being put together. As JSON it is one document: the schema's name, the fields in the
 * order in which they were set, and the environment last. As Markdown it is the tables, the charts
 * and the environment.
 */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String title;
  private final Environment environment;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<String> sections = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();

  /** An empty record of the schema {@code pinakes.bench.<name>/1}. */
  public Report(String name, String title, Environment environment) {
    this.title = title;
    this.environment = environment;
    fields.put("schema", "pinakes.bench." + name + "/1");
  }

  /** Sets a field: text, number, boolean, list or map. */
  public Report field(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a table for people. */
  public Report table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("## " + caption + "\n\n");
    table.append("| ").append(String.join(" | ", head)).append(" |\n");
    table.append("|").append("---|".repeat(head.size())).append('\n');
    for (List<String> row : rows) {
      table.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    sections.add(table.toString());
    return this;
  }

  /** Adds a sentence for people, between the tables. */
  public Report note(String sentence) {
    sections.add(sentence + "\n");
    return this;
  }

  /** Adds a chart for people. */
  public Report chart(Chart chart) {
    charts.add(chart);
    return this;
  }

  /** The record. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("environment", environment.fields());
    return json(all);
  }

  /** A document, indented. */
  public static String json(Map<String, Object> document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a field cannot be written as JSON", e);
    }
  }

  /** The tables, and where and with what they were measured, for a terminal. */
  public String text() {
    return tables() + "\n" + environment.line();
  }

  private String tables() {
    return String.join("\n", sections);
  }

  /**
   * Writes {@code report.json}, {@code report.md} and {@code chart-n.svg} into a folder, which is
   * made if it is not there; an older report in it is replaced.
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder page = new StringBuilder("# " + title + "\n\n" + tables() + "\n");
    for (int i = 0; i < charts.size(); i++) {
      String name = "chart-" + (i + 1) + ".svg";
      write(folder.resolve(name), charts.get(i).svg());
      page.append("![").append(charts.get(i).title()).append("](").append(name).append(")\n\n");
    }
    page.append("## Where and with what\n\n");
    environment
        .fields()
        .forEach((k, v) -> page.append("- ").append(k).append(": ").append(v).append('\n'));
    write(folder.resolve("report.md"), page.toString());
    write(folder.resolve("report.json"), json() + "\n");
  }

  /** In the place of an older report's, but of nothing that is no regular file. */
  private static void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    OutputFile.at(file, true)
        .write(
            out -> {
              out.write(bytes);
              return bytes;
            });
  }
}
