package io.gnomon.platform.core.drawing.internal;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes with Liberation Sans, letter by letter as outlines. Java's own fonts ask fontconfig for
 * installed ones even when a font comes from a file, and fail in a container that has none. One
 * thread at a time.
 */
final class Lettering {
    private static final String FONT = "/liberation/LiberationSans-Regular.ttf";

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double scale;
    private final Map<Integer, Letter> letters = new HashMap<>();

    /** Outline with y growing downwards, and how far the next letter is, in pixels. */
    private record Letter(GeneralPath outline, double advance) {}

    /**
     * @param size of the font in pixels
     */
    Lettering(double size) {
        try (InputStream in = Lettering.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("the font " + FONT + " is missing in the bundle");
            }
            font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            glyphs = font.getUnicodeCmapLookup();
            scale = size / font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double width(String text) {
        return text.codePoints().mapToDouble(c -> letter(c).advance).sum();
    }

    /** The text, or its begin with an ellipsis when it is wider. */
    String fitting(String text, double width) {
        if (width(text) <= width) {
            return text;
        }
        double left = width - letter('…').advance;
        int end = 0;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            left -= letter(letter).advance;
            if (left < 0) {
                break;
            }
            end += Character.charCount(letter);
        }
        return text.substring(0, end) + "…";
    }

    /** Writes from x on with the base line at y, in the colour of the graphics. */
    void write(Graphics2D g, String text, double x, double y) {
        double at = x;
        for (int codePoint : text.codePoints().toArray()) {
            Letter letter = letter(codePoint);
            g.fill(
                    letter.outline.createTransformedShape(
                            AffineTransform.getTranslateInstance(at, y)));
            at += letter.advance;
        }
    }

    private Letter letter(int codePoint) {
        return letters.computeIfAbsent(codePoint, this::read);
    }

    /** What the font does not have is its box. */
    private Letter read(int codePoint) {
        try {
            int id = glyphs.getGlyphId(codePoint);
            GlyphData glyph = font.getGlyph().getGlyph(id);
            GeneralPath outline = glyph == null ? new GeneralPath() : glyph.getPath();
            outline.transform(AffineTransform.getScaleInstance(scale, -scale));
            return new Letter(outline, font.getAdvanceWidth(id) * scale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
