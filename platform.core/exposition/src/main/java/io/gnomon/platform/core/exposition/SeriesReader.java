package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a series as it stands before the value: {@code name{label="value"}} or {@code
 * {"name",label="value"}}. For the first sight of a series; a series that was seen before is known
 * by its bytes.
 */
final class SeriesReader {
    /** So many names are compared one by one. */
    private static final int FEW = 32;

    private final ByteCursor cursor;

    /** Names of the labels, when there are more than a few. */
    private final Set<String> names = new HashSet<>();

    /** Names and values in turn. */
    private final List<String> labels = new ArrayList<>();

    private String name = "";
    private boolean named;

    SeriesReader(ByteCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads from the cursor on and leaves it behind the series. */
    void read() throws ExpositionException {
        clear();
        name = cursor.legacyName(true);
        named = !name.isEmpty();
        int afterName = cursor.position;
        cursor.skipBlanks();
        if (cursor.peek() == '{') {
            cursor.position++;
            braces();
        } else {
            cursor.position = afterName;
        }
        if (!named) {
            throw cursor.error("invalid metric name");
        }
    }

    /** The braces alone, as in exemplars, which have no metric name. */
    Labels readLabels() throws ExpositionException {
        clear();
        name = "";
        named = true;
        if (cursor.peek() != '{') {
            throw cursor.error("expected '{' at start of exemplar labels");
        }
        cursor.position++;
        braces();
        return build(MetricType.UNKNOWN);
    }

    String name() {
        return name;
    }

    private void clear() {
        labels.clear();
        names.clear();
    }

    /** The label set, with bounds normalised as the type asks for. */
    Labels build(MetricType type) {
        Labels.Builder builder = Labels.builder();
        for (int i = 0; i < labels.size(); i += 2) {
            String label = labels.get(i);
            builder.set(label, GoFloats.normalizedBound(type, label, labels.get(i + 1)));
        }
        return builder.set(Labels.METRIC_NAME, name).build();
    }

    /** Label set and what it does not keep. */
    SeriesText text(MetricType type) {
        List<String> empty = new ArrayList<>(0);
        for (int i = 0; i < labels.size(); i += 2) {
            if (labels.get(i + 1).isEmpty()) {
                empty.add(labels.get(i));
            }
        }
        return new SeriesText(build(type), empty);
    }

    private void braces() throws ExpositionException {
        while (true) {
            cursor.skipBlanks();
            if (cursor.peek() == '}') {
                cursor.position++;
                return;
            }
            item();
            cursor.skipBlanks();
            int c = cursor.peek();
            if (c == ',') {
                cursor.position++;
            } else if (c != '}') {
                throw c < 0
                        ? cursor.error("unexpected end of input stream")
                        : cursor.error(
                                "unexpected end of "
                                        + (labels.isEmpty() ? "metric name" : "label value")
                                        + " \""
                                        + (labels.isEmpty() ? name : labels.getLast())
                                        + "\"");
            }
        }
    }

    /** A label, or the quoted metric name. */
    private void item() throws ExpositionException {
        boolean quoted = cursor.peek() == '"';
        String label = quoted ? cursor.quoted("label name") : cursor.legacyName(false);
        if (label.isEmpty()) {
            throw cursor.peek() < 0
                    ? cursor.error("unexpected end of input stream")
                    : cursor.error("invalid label name for metric \"" + name + "\"");
        }
        cursor.skipBlanks();
        if (quoted && cursor.peek() != '=') {
            quotedName(label);
            return;
        }
        if (!named) {
            throw cursor.error("invalid metric name: it must come first in the braces");
        }
        if (label.equals(Labels.METRIC_NAME)) {
            throw cursor.error("label name \"__name__\" is reserved");
        }
        if (cursor.peek() != '=') {
            throw cursor.error("expected '=' after label name \"" + label + "\"");
        }
        cursor.position++;
        cursor.skipBlanks();
        if (cursor.peek() != '"') {
            throw cursor.error("expected '\"' at start of label value of \"" + label + "\"");
        }
        String value = cursor.quoted("label value");
        if (isKnown(label)) {
            throw cursor.error(
                    "duplicate label names for metric \"" + name + "\": \"" + label + "\"");
        }
        if (labels.size() == 2 * Labels.MAX_SIZE) {
            throw cursor.error(
                    "metric \"" + name + "\" has more than " + Labels.MAX_SIZE + " labels");
        }
        labels.add(label);
        labels.add(value);
    }

    private boolean isKnown(String label) {
        if (labels.size() > 2 * FEW) {
            if (names.isEmpty()) {
                for (int i = 0; i < labels.size(); i += 2) {
                    names.add(labels.get(i));
                }
            }
            return !names.add(label);
        }
        for (int i = 0; i < labels.size(); i += 2) {
            if (labels.get(i).equals(label)) {
                return true;
            }
        }
        return false;
    }

    private void quotedName(String text) throws ExpositionException {
        int c = cursor.peek();
        if (c >= 0 && c != ',' && c != '}') {
            throw cursor.error("unexpected end of metric name \"" + text + "\"");
        }
        if (named) {
            throw cursor.error("multiple metric names: \"" + name + "\" and \"" + text + "\"");
        }
        name = text;
        named = true;
    }
}
