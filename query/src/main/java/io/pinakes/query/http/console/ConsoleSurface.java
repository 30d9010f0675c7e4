package io.pinakes.query.http.console;

import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.http.Surface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages for people. Its paths are not of the contract: programs have no use for them, and they
 * change with the pages.
 */
public final class ConsoleSurface implements Surface {
  /**
   * Nothing inline, nothing from elsewhere, and no string becomes markup or script: the one policy
   * of trusted types names the service worker.
   */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types pinakes-worker";

  private static final String FOLDER = "/console/";

  /** What the page is made of, and a browser keeps to show it without the node. */
  private static final List<String> SHELL =
      List.of(
          "console.css",
          "theme.js",
          "app.js",
          "api.js",
          "dom.js",
          "live.js",
          "ask.js",
          "answer.js",
          "sources.js",
          "document.js",
          "passages.js",
          "pdf.js",
          "library.js",
          "upload.js",
          "datasets.js",
          "jobs.js",
          "settings.js",
          "token.js",
          "icon.svg",
          "icon-maskable.svg",
          "manifest.webmanifest");

  private final Map<String, Asset> files = new TreeMap<>();
  private final Asset page;
  private final Asset worker;
  private final PdfLibrary library;
  private final PdfFrame frame;

  /** Reads the pages. */
  public ConsoleSurface() throws IOException {
    Map<String, String> policy =
        Map.of("Content-Security-Policy", POLICY, "Permissions-Policy", PERMISSIONS);
    this.page = new Asset("text/html; charset=utf-8", bytes("console.html"), policy);
    StringBuilder marks = new StringBuilder(page.etag());
    for (String name : SHELL) {
      Asset asset = new Asset(type(name), bytes(name), policy);
      files.put(name, asset);
      marks.append(asset.etag());
    }
    this.worker = new Asset("text/javascript; charset=utf-8", workerScript(marks), policy);
    this.library = new PdfLibrary();
    this.frame = new PdfFrame();
  }

  private static final String PERMISSIONS =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  /** The worker with the list of what it keeps; another one whenever any of that is another. */
  private static byte[] workerScript(CharSequence marks) throws IOException {
    List<String> paths = new ArrayList<>(List.of("\"/\""));
    SHELL.forEach(name -> paths.add("\"" + FOLDER + name + "\""));
    String version = Integer.toHexString(marks.toString().hashCode());
    return Asset.resource("worker.js")
        .replace("\"@FILES@\"", String.join(", ", paths))
        .replace("@VERSION@", version)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) throws IOException {
    return Asset.resource(name).getBytes(StandardCharsets.UTF_8);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      case ".webmanifest" -> "application/manifest+json";
      default -> throw new IllegalArgumentException("no type for [" + name + "]");
    };
  }

  @Override
  public String prefix() {
    return "/";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", Lane.OPS, page::answer).open(),
        // Above all that it may look after.
        Route.get("/worker.js", Lane.OPS, worker::answer).open(),
        Route.get(FOLDER + "{file}", Lane.OPS, this::file).open(),
        Route.get("/pdf/frame", Lane.OPS, frame::answer).open(),
        Route.get("/pdf/{folder}/{file}", Lane.READ, library::file).open());
  }

  private Reply file(Call call) throws ProblemException {
    Asset asset = files.get(call.param("file"));
    if (asset == null) {
      throw noSuchFile();
    }
    return asset.answer(call);
  }

  static ProblemException noSuchFile() {
    return new ProblemException(
        404, "no-such-path", "There is nothing at this path.", "See /docs.");
  }
}
