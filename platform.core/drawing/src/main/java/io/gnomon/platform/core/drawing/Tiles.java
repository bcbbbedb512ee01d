package io.gnomon.platform.core.drawing;

import java.util.List;

/** What a picture of single values shows. */
public record Tiles(String title, List<Tile> tiles) {
    public Tiles {
        tiles = List.copyOf(tiles);
    }

    /**
     * A value.
     *
     * @param name may be empty
     * @param value as it is written
     * @param rgb its colour, {@code 0xRRGGBB}
     */
    public record Tile(String name, String value, int rgb) {}
}
