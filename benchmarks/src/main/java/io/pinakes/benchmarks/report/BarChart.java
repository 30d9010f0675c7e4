package io.pinakes.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars with intervals, as SVG that needs no script and no font of its own.
 *
 * @param title above the bars
 * @param bars from top to bottom
 */
public record BarChart(String title, List<Bar> bars) implements Chart {
  private static final int WIDTH = 760;
  private static final int LEFT = 260;
  private static final int ROW = 26;

  /**
   * One bar.
   *
   * @param label to the left of it
   * @param value its length, 0 or more
   * @param low the lower end of its interval
   * @param high the upper end; equal to {@code low} for none
   */
  public record Bar(String label, double value, double low, double high) {}

  /** Keeps the list as it is. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /** The picture. */
  @Override
  public String svg() {
    double most = bars.stream().mapToDouble(b -> Math.max(b.value(), b.high())).max().orElse(1);
    double scale = (WIDTH - LEFT - 70) / (most > 0 ? most : 1);
    StringBuilder svg = new StringBuilder();
    int height = 40 + ROW * bars.size() + 10;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family="
                + "\"sans-serif\" font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\""
                + " fill=\"white\"/>\n<text x=\"10\" y=\"24\" font-size=\"15\">%s</text>\n",
            WIDTH,
            height,
            escaped(title)));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = 40 + ROW * i;
      double end = LEFT + bar.value() * scale;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n<rect x=\"%d\" y=\"%d\""
                  + " width=\"%.1f\" height=\"16\" fill=\"#4878a8\"/>\n",
              LEFT - 8,
              y + 13,
              escaped(bar.label()),
              LEFT,
              y,
              bar.value() * scale));
      if (bar.high() > bar.low()) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %d H%.1f M%.1f %d v8 M%.1f %d v8\" stroke=\"black\"/>\n",
                LEFT + bar.low() * scale,
                y + 8,
                LEFT + bar.high() * scale,
                LEFT + bar.low() * scale,
                y + 4,
                LEFT + bar.high() * scale,
                y + 4));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%.4f</text>\n",
              Math.max(end, LEFT + bar.high() * scale) + 6,
              y + 13,
              bar.value()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
