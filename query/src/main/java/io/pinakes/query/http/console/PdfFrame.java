package io.pinakes.query.http.console;

import io.pinakes.query.http.Call;
import io.pinakes.query.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The frame that PDF files are drawn in.
 *
 * <p>It is sandboxed, and so has an origin that is nobody's: it cannot read the console, and this
 * node refuses it as a page of another site. That goes for its own script, too, which is why that
 * one stands in it, named by its hash; the console hands it all the rest as messages. By its policy
 * it has no network at all, so that nothing in a PDF file fetches anything from anywhere.
 */
final class PdfFrame {
  private final Asset page;

  PdfFrame() throws IOException {
    String script = Asset.resource("frame.js");
    if (script.contains("</script")) {
      throw new IOException("the frame's script would end too early");
    }
    String html =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>PDF page</title>"
            + "</head><body><script type=\"module\">"
            + script
            + "</script></body></html>";
    String policy =
        "sandbox allow-scripts; default-src 'none'; script-src "
            + Asset.policyHash(script)
            + " blob: 'wasm-unsafe-eval'; worker-src blob:; img-src blob: data:; font-src blob:"
            + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    this.page =
        new Asset(
            "text/html; charset=utf-8",
            html.getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Security-Policy", policy));
  }

  Reply answer(Call call) {
    return page.answer(call);
  }
}
