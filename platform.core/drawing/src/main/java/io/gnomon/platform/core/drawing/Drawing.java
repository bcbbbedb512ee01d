package io.gnomon.platform.core.drawing;

import io.gnomon.platform.core.drawing.internal.GraphPainter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws graphs in the colours of the light web page. Letters are drawn as outlines of a font that
 * comes along, so that neither fonts nor fontconfig need to be installed. Any thread.
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
        if (width < 200 || height < 120) {
            throw new IllegalArgumentException(
                    "a picture of %dx%d pixels: give at least 200x120".formatted(width, height));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        GraphPainter.paint(graph, image);
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
