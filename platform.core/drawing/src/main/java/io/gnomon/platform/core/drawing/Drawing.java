package io.gnomon.platform.core.drawing;

import io.gnomon.platform.core.drawing.internal.GraphPainter;
import io.gnomon.platform.core.drawing.internal.SheetPainter;
import io.gnomon.platform.core.drawing.internal.TilePainter;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws graphs, single values and tables in the colours of the light web page. Letters are drawn as
 * outlines of a font that comes along, so that neither fonts nor fontconfig need to be installed.
 * Any thread.
 */
public final class Drawing {
    private Drawing() {}

    /**
     * A graph as PNG.
     *
     * @param width of the picture in pixels, at least 200
     * @param height at least 120
     */
    public static byte[] png(Graph graph, int width, int height) {
        return png(width, height, g -> GraphPainter.paint(graph, g, width, height));
    }

    /**
     * Single values as PNG: tiles of equal size.
     *
     * @param width at least 200
     * @param height at least 120
     */
    public static byte[] png(Tiles tiles, int width, int height) {
        return png(width, height, g -> TilePainter.paint(tiles, g, width, height));
    }

    /**
     * A table as PNG: as many rows as there is room for, and how many more there are.
     *
     * @param width at least 200
     * @param height at least 120
     */
    public static byte[] png(Sheet sheet, int width, int height) {
        return png(width, height, g -> SheetPainter.paint(sheet, g, width, height));
    }

    private static byte[] png(int width, int height, Consumer<Graphics2D> painter) {
        if (width < 200 || height < 120) {
            throw new IllegalArgumentException(
                    "a picture of %dx%d pixels: give at least 200x120".formatted(width, height));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            painter.accept(g);
        } finally {
            g.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not the stream itself: ImageIO would put a file of its own between.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
