package io.gnomon.bench;

import io.gnomon.bench.subject.RunningServer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query that is asked again and again.
 *
 * @param text PromQL, or a path of the API
 */
record Shape(Kind kind, String title, String text) {
    private static final int STEP_SECONDS = 10;

    /** How it is asked. */
    enum Kind {
        INSTANT,
        RANGE,
        /** A path of the API. */
        GET,
        /** The same, and each server says something of itself: answers are not compared. */
        LOOK,
        /** The same, of Gnomon alone: the peer that is measured does not have it. */
        OWN
    }

    /** Whether it takes some of the series, so that which of equal ones is free. */
    boolean choosesSeries() {
        return text.contains("topk(");
    }

    /** The shapes in a resource, in its order. */
    static List<Shape> all(String name) throws IOException {
        try (InputStream in = Shape.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the class path");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Reads lines {@code KIND | TITLE | TEXT}. */
    static List<Shape> parse(String name, String lines) {
        List<Shape> shapes = new ArrayList<>();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", 3);
            try {
                shapes.add(
                        new Shape(
                                Kind.valueOf(parts[0].strip().toUpperCase(Locale.ROOT)),
                                parts[1].strip(),
                                parts[2].strip()));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        name + ":" + number + ": expected KIND | TITLE | QUERY", e);
            }
        }
        return shapes;
    }

    /** What is asked of a server. */
    String path(long startMillis, long endMillis) {
        String start = Long.toString(startMillis / 1000);
        String end = Long.toString(endMillis / 1000);
        return switch (kind) {
            case INSTANT -> "/api/v1/query?time=" + end + "&query=" + RunningServer.encode(text);
            case RANGE ->
                    "/api/v1/query_range?start="
                            + start
                            + "&end="
                            + end
                            + "&step="
                            + STEP_SECONDS
                            + "&query="
                            + RunningServer.encode(text);
            case GET, LOOK, OWN ->
                    text.replace("{start}", start)
                            .replace("{end}", end)
                            .replace("[", "%5B")
                            .replace("]", "%5D")
                            .replace("{", "%7B")
                            .replace("}", "%7D")
                            .replace("\"", "%22");
        };
    }
}
