package io.gnomon.platform.core.drawing.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.drawing.Graph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Paints one graph: title, axes, lines, threshold, legend. */
public final class GraphPainter {
    /** The first colours of the light page's palette: platform.web, display/colors.ts. */
    private static final List<Color> PALETTE =
            List.of(
                    new Color(0x56A64B),
                    new Color(0xE0B400),
                    new Color(0x3274D9),
                    new Color(0xFF780A),
                    new Color(0xE02F44),
                    new Color(0xA352CC));

    private static final Color THRESHOLD = new Color(0xC4162A);
    private static final Color TEXT = new Color(0x24292E);
    private static final Color GRID = new Color(0xE6E7E8);

    /** What lies beyond is not drawn: sums with it would not be finite. */
    private static final double LARGEST = 1e300;

    private static final double MARGIN = 12;
    private static final double ROW = 18;
    private static final double FONT = 12;

    private final Graph graph;
    private final Graphics2D g;
    private final double width;
    private final Lettering letters = new Lettering(FONT);
    private final List<String> names;
    private final Rectangle2D plot;
    private final Ticks values;
    private final Ticks times;

    private GraphPainter(Graph graph, Graphics2D g, double width, double height) {
        this.graph = graph;
        this.g = g;
        this.width = width;
        names = names();
        double top = MARGIN + ROW + 6;
        double bottom = height - MARGIN - legendHeight() - ROW;
        values = valueAxis((int) Math.max(2, (bottom - top) / 36));
        double labels =
                values.all().stream().mapToDouble(t -> letters.width(t.text())).max().orElse(0);
        double left = MARGIN + labels + 8;
        plot = new Rectangle2D.Double(left, top, width - MARGIN - left, Math.max(20, bottom - top));
        times =
                Ticks.times(
                        graph.fromMillis(),
                        graph.toMillis(),
                        graph.zone(),
                        (int) Math.max(2, plot.getWidth() / 70));
    }

    /** Draws the graph onto white. */
    public static void paint(Graph graph, Graphics2D g, int width, int height) {
        new GraphPainter(graph, g, width, height).paint();
    }

    private void paint() {
        g.setColor(TEXT);
        letters.write(g, letters.fitting(graph.title(), width - 2 * MARGIN), MARGIN, MARGIN + FONT);
        axes();
        if (graph.series().stream().noneMatch(GraphPainter::hasPoint)) {
            String sentence = "There is no data in this time.";
            g.setColor(TEXT);
            letters.write(
                    g,
                    sentence,
                    plot.getCenterX() - letters.width(sentence) / 2,
                    plot.getCenterY());
        }
        g.clip(
                new Rectangle2D.Double(
                        plot.getX(), plot.getY() - 2, plot.getWidth() + 2, plot.getHeight() + 4));
        for (int i = 0; i < graph.series().size(); i++) {
            line(graph.series().get(i).samples(), color(i));
        }
        threshold();
        g.setClip(null);
        legend();
    }

    private static Color color(int series) {
        return PALETTE.get(series % PALETTE.size());
    }

    private static boolean isPoint(SampleColumn samples, int i) {
        return samples.histogram(i) == null && Math.abs(samples.values[i]) <= LARGEST;
    }

    private static boolean hasPoint(Series series) {
        SampleColumn samples = series.samples();
        for (int i = 0; i < samples.size; i++) {
            if (isPoint(samples, i)) {
                return true;
            }
        }
        return false;
    }

    private Ticks valueAxis(int ticks) {
        double min = graph.threshold().orElse(Double.POSITIVE_INFINITY);
        double max = graph.threshold().orElse(Double.NEGATIVE_INFINITY);
        for (Series series : graph.series()) {
            SampleColumn samples = series.samples();
            for (int i = 0; i < samples.size; i++) {
                if (isPoint(samples, i)) {
                    min = Math.min(min, samples.values[i]);
                    max = Math.max(max, samples.values[i]);
                }
            }
        }
        boolean any = min <= max;
        return Ticks.values(any ? min : 0, any ? max : 1, ticks, graph.unit());
    }

    private double y(double value) {
        return values.place(value, plot.getMaxY(), plot.getMinY());
    }

    private double x(double time) {
        return times.place(time, plot.getMinX(), plot.getMaxX());
    }

    private void axes() {
        g.setStroke(new BasicStroke(1));
        for (Ticks.Tick tick : values.all()) {
            double y = Math.floor(y(tick.at())) + 0.5;
            g.setColor(GRID);
            g.draw(new Line2D.Double(plot.getMinX(), y, plot.getMaxX(), y));
            g.setColor(TEXT);
            letters.write(g, tick.text(), plot.getMinX() - 8 - letters.width(tick.text()), y + 4);
        }
        for (Ticks.Tick tick : times.all()) {
            double x = Math.floor(x(tick.at())) + 0.5;
            g.setColor(GRID);
            g.draw(new Line2D.Double(x, plot.getMinY(), x, plot.getMaxY()));
            double half = letters.width(tick.text()) / 2;
            if (x + half < width) {
                g.setColor(TEXT);
                letters.write(g, tick.text(), x - half, plot.getMaxY() + ROW - 3);
            }
        }
    }

    /** Joins neighbours; one between two gaps is a dot. */
    private void line(SampleColumn samples, Color color) {
        g.setColor(color);
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        for (int i = 0; i < samples.size; i++) {
            if (!isPoint(samples, i)) {
                continue;
            }
            double x = x((double) samples.times[i]);
            double y = y(samples.values[i]);
            boolean joined = i > 0 && areJoined(samples, i - 1, i);
            if (joined) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
            }
            if (!joined && (i + 1 == samples.size || !areJoined(samples, i, i + 1))) {
                g.fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4));
            }
        }
        g.draw(path);
    }

    private boolean areJoined(SampleColumn samples, int a, int b) {
        return isPoint(samples, a)
                && isPoint(samples, b)
                && samples.times[b] - samples.times[a] <= graph.stepMillis() * 1.5;
    }

    private void threshold() {
        if (graph.threshold().isPresent()) {
            double y = y(graph.threshold().getAsDouble());
            g.setColor(THRESHOLD);
            g.setStroke(
                    new BasicStroke(
                            1.5f,
                            BasicStroke.CAP_BUTT,
                            BasicStroke.JOIN_BEVEL,
                            1,
                            new float[] {6, 4},
                            0));
            g.draw(new Line2D.Double(plot.getMinX(), y, plot.getMaxX(), y));
        }
    }

    /** What tells the lines from each other: labels that are the same in all are left out. */
    private List<String> names() {
        if (!graph.names().isEmpty()) {
            return graph.names().stream()
                    .map(name -> letters.fitting(name, width - 2 * MARGIN - 20))
                    .toList();
        }
        List<Labels> all = graph.series().stream().map(Series::labels).toList();
        List<String> same =
                all.size() < 2 ? List.of() : List.copyOf(Labels.common(all).toMap().keySet());
        List<String> texts = new ArrayList<>();
        for (Labels labels : all) {
            texts.add(letters.fitting(labels.without(same).toString(), width - 2 * MARGIN - 20));
        }
        return texts;
    }

    private double legendHeight() {
        return names.size() * ROW;
    }

    private void legend() {
        double y = plot.getMaxY() + ROW + FONT;
        for (int i = 0; i < names.size(); i++) {
            g.setColor(color(i));
            g.fill(new Rectangle2D.Double(MARGIN, y + i * ROW - 6, 14, 4));
            g.setColor(TEXT);
            letters.write(g, names.get(i), MARGIN + 20, y + i * ROW);
        }
    }
}
