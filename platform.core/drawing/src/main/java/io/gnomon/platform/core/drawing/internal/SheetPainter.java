package io.gnomon.platform.core.drawing.internal;

import io.gnomon.platform.core.drawing.Sheet;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;

/** Paints the first rows of a table; columns share the width by what stands in them. */
public final class SheetPainter {
    private static final Color TEXT = new Color(0x24292E);
    private static final Color HEADING = new Color(0x5A6066);
    private static final Color LINE = new Color(0xE6E7E8);
    private static final double MARGIN = 12;
    private static final double FONT = 12;
    private static final double ROW = 20;
    private static final double GAP = 16;

    private SheetPainter() {}

    /** Draws the table onto white. */
    public static void paint(Sheet sheet, Graphics2D g, int width, int height) {
        Lettering letters = new Lettering(FONT);
        g.setStroke(new BasicStroke(1));
        g.setColor(TEXT);
        letters.write(g, letters.fitting(sheet.title(), width - 2 * MARGIN), MARGIN, MARGIN + FONT);
        double y = MARGIN + 2 * ROW;
        int room = (int) Math.max(1, (height - MARGIN - y) / ROW);
        boolean all = sheet.rows().size() <= room;
        int shown = all ? sheet.rows().size() : Math.max(0, room - 1);
        double[] widths = widths(sheet, shown, letters, width - 2 * MARGIN);
        g.setColor(HEADING);
        row(
                g,
                letters,
                sheet,
                sheet.columns().stream().map(Sheet.Column::heading).toList(),
                widths,
                y);
        for (int i = 0; i < shown; i++) {
            g.setColor(LINE);
            g.draw(new Line2D.Double(MARGIN, y + 6.5, width - MARGIN, y + 6.5));
            y += ROW;
            g.setColor(TEXT);
            row(g, letters, sheet, sheet.rows().get(i), widths, y);
        }
        if (!all) {
            g.setColor(HEADING);
            letters.write(
                    g, "%d more rows".formatted(sheet.rows().size() - shown), MARGIN, y + ROW);
        }
    }

    private static void row(
            Graphics2D g,
            Lettering letters,
            Sheet sheet,
            List<String> texts,
            double[] widths,
            double y) {
        double x = MARGIN;
        for (int i = 0; i < texts.size(); i++) {
            String text = letters.fitting(texts.get(i), Math.max(0, widths[i] - GAP));
            double left =
                    sheet.columns().get(i).right() ? widths[i] - GAP - letters.width(text) : 0;
            letters.write(g, text, x + left, y);
            x += widths[i];
        }
    }

    /** What each column needs; when that is too much, each gets its share of the width. */
    private static double[] widths(Sheet sheet, int shown, Lettering letters, double width) {
        double[] widths = new double[sheet.columns().size()];
        double sum = 0;
        for (int i = 0; i < widths.length; i++) {
            double widest = letters.width(sheet.columns().get(i).heading());
            for (int row = 0; row < shown; row++) {
                widest = Math.max(widest, letters.width(sheet.rows().get(row).get(i)));
            }
            widths[i] = widest + GAP;
            sum += widths[i];
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] *= sum > 0 ? width / sum : 1;
        }
        return widths;
    }
}
