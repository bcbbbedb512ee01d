package io.gnomon.platform.core.drawing.internal;

import io.gnomon.platform.core.drawing.Tiles;
import io.gnomon.platform.core.drawing.Tiles.Tile;

import java.awt.Color;
import java.awt.Graphics2D;

/** Paints single values side by side, in as many rows as make the tiles widest. */
public final class TilePainter {
    private static final Color TEXT = new Color(0x24292E);
    private static final double MARGIN = 12;
    private static final double FONT = 12;
    private static final double ROW = 18;

    private TilePainter() {}

    /** Draws the values onto white. */
    public static void paint(Tiles tiles, Graphics2D g, int width, int height) {
        Lettering letters = new Lettering(FONT);
        g.setColor(TEXT);
        letters.write(g, letters.fitting(tiles.title(), width - 2 * MARGIN), MARGIN, MARGIN + FONT);
        double top = MARGIN + ROW;
        if (tiles.tiles().isEmpty()) {
            String sentence = "There is no data in this time.";
            letters.write(g, sentence, (width - letters.width(sentence)) / 2, height / 2.0);
            return;
        }
        int count = tiles.tiles().size();
        int columns = Math.clamp(Math.round(Math.sqrt(count * width / (2.0 * height))), 1, count);
        int rows = Math.ceilDiv(count, columns);
        double tileWidth = (width - 2 * MARGIN) / columns;
        double tileHeight = (height - top - MARGIN) / rows;
        // One size for all, so that values can be compared.
        double size = Math.clamp(tileHeight * 0.4, FONT, 72);
        for (Tile tile : tiles.tiles()) {
            double needed = new Lettering(size).width(tile.value());
            size = Math.max(FONT, Math.min(size, size * (tileWidth - 16) / Math.max(1, needed)));
        }
        Lettering large = new Lettering(size);
        for (int i = 0; i < count; i++) {
            Tile tile = tiles.tiles().get(i);
            int row = i / columns;
            double x = MARGIN + (i - row * columns) * tileWidth;
            double y = top + row * tileHeight;
            g.setColor(TEXT);
            letters.write(g, letters.fitting(tile.name(), tileWidth - 16), x + 8, y + ROW);
            g.setColor(new Color(tile.rgb()));
            String value = large.fitting(tile.value(), tileWidth - 16);
            large.write(g, value, x + 8, y + ROW + (tileHeight - ROW + size) / 2);
        }
    }
}
