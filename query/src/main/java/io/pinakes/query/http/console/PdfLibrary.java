package io.pinakes.query.http.console;

import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Files of pdf.js, out of its archive on the class path, as the pages ask for them. */
final class PdfLibrary {
  private static final String PROPERTIES =
      "/META-INF/maven/org.webjars.npm/pdfjs-dist/pom.properties";

  /** What a page may need, folder by folder; all else of the archive stays in it. */
  private static final Map<String, Pattern> WANTED =
      Map.of(
          "build", Pattern.compile("pdf(\\.worker)?\\.min\\.mjs"),
          "cmaps", Pattern.compile("[A-Za-z0-9-]{1,40}\\.bcmap"),
          "standard_fonts", Pattern.compile("[A-Za-z-]{1,40}\\.(pfb|ttf)"),
          "wasm", Pattern.compile("[a-z0-9_]{1,40}\\.(wasm|js)"));

  private final String root;

  PdfLibrary() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = PdfLibrary.class.getResourceAsStream(PROPERTIES)) {
      if (in == null) {
        throw new IOException("pdf.js is not on the class path");
      }
      properties.load(in);
    }
    String version = properties.getProperty("version", "");
    this.root = "/META-INF/resources/webjars/pdfjs-dist/" + version + "/";
  }

  Reply file(Call call) throws IOException, ProblemException {
    String folder = call.param("folder");
    String file = call.param("file");
    Pattern wanted = WANTED.get(folder);
    if (wanted == null || !wanted.matcher(file).matches()) {
      throw ConsoleSurface.noSuchFile();
    }
    try (InputStream in = PdfLibrary.class.getResourceAsStream(root + folder + "/" + file)) {
      if (in == null) {
        throw ConsoleSurface.noSuchFile();
      }
      String type = file.endsWith("js") ? "text/javascript" : "application/octet-stream";
      return new Asset(type, in.readAllBytes(), Map.of()).answer(call);
    }
  }
}
