package io.pinakes.benchmarks.ann;

import io.pinakes.benchmarks.report.Chart;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Rate over recall, a line an engine, as SVG that needs no script and no font of its own. The
 * rate's axis is logarithmic; recall begins at 0.8, where answers begin to be of use.
 *
 * @param title above the plot
 * @param lines an engine each
 */
record CurveChart(String title, List<Line> lines) implements Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 80;
  private static final int RIGHT = 210;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final double LEAST_RECALL = 0.8;
  private static final List<String> COLOURS =
      List.of("#4878a8", "#c05030", "#509050", "#8858a0", "#b08820", "#333333", "#30a0a0");

  /** One engine's points, in the order of their beams. */
  record Line(String label, List<AnnPoint> points) {}

  CurveChart {
    lines = List.copyOf(lines);
  }

  @Override
  public String svg() {
    double low = rates().min().orElse(1);
    double high = rates().max().orElse(10);
    double from = Math.pow(10, Math.floor(Math.log10(Math.max(low, 1))));
    double to = Math.pow(10, Math.ceil(Math.log10(Math.max(high, from * 10))));
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family="
                + "\"sans-serif\" font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\""
                + " fill=\"white\"/>\n<text x=\"10\" y=\"24\" font-size=\"15\">%s</text>\n",
            WIDTH,
            HEIGHT,
            escaped(title)));
    axes(svg, from, to);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), i, from, to);
    }
    return svg.append("</svg>\n").toString();
  }

  private DoubleStream rates() {
    return lines.stream().flatMap(l -> l.points().stream()).mapToDouble(AnnPoint::qps);
  }

  private static void axes(StringBuilder svg, double from, double to) {
    for (int tick = 0; tick <= 4; tick++) {
      double recall = LEAST_RECALL + tick * (1 - LEAST_RECALL) / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%.2f</text>\n",
              x(recall),
              TOP,
              HEIGHT - BOTTOM,
              x(recall),
              HEIGHT - BOTTOM + 18,
              recall));
    }
    for (double rate = from; rate <= to * 1.001; rate *= 10) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%.0f</text>\n",
              LEFT,
              y(rate, from, to),
              WIDTH - RIGHT,
              LEFT - 6,
              y(rate, from, to) + 4,
              rate));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">recall</text>\n"
                + "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\""
                + " text-anchor=\"middle\">questions a second</text>\n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 10,
            HEIGHT / 2,
            HEIGHT / 2));
  }

  private static void line(StringBuilder svg, Line line, int number, double from, double to) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder path = new StringBuilder();
    for (AnnPoint point : line.points()) {
      if (point.recall() >= LEAST_RECALL) {
        double x = x(point.recall());
        double y = y(point.qps(), from, to);
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", path.isEmpty() ? "M" : "L", x, y));
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                x,
                y,
                colour));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n<rect x=\"%d\""
                + " y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s"
                + "</text>\n",
            path.isEmpty() ? "M0 0" : path.toString().strip(),
            colour,
            WIDTH - RIGHT + 12,
            TOP + number * 22,
            colour,
            WIDTH - RIGHT + 30,
            TOP + number * 22 + 11,
            escaped(line.label())));
  }

  private static double x(double recall) {
    return LEFT + (recall - LEAST_RECALL) / (1 - LEAST_RECALL) * (WIDTH - RIGHT - LEFT);
  }

  private static double y(double rate, double from, double to) {
    double share = Math.log(rate / from) / Math.log(to / from);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
