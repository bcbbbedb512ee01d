package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Xml;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Labels that are elements of an answer.
 *
 * @param prefix of the labels' names
 */
record Columns(String prefix, List<Column> columns) {
    private static final Pattern WORDS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\.\\d+Z");

    private record Column(String label, String[] path) {}

    /**
     * Columns of a table.
     *
     * @param table paths of elements with slashes, apart by blanks; the label is the last element's
     *     name in snake case, or another that stands before it with an equals sign
     */
    static Columns of(String prefix, String table) {
        return new Columns(
                prefix, Arrays.stream(table.strip().split("\\s+")).map(Columns::column).toList());
    }

    private static Column column(String text) {
        int equals = text.indexOf('=');
        String[] path = text.substring(equals + 1).split("/");
        String label =
                equals > 0
                        ? text.substring(0, equals)
                        : WORDS.matcher(path[path.length - 1])
                                .replaceAll("_")
                                .toLowerCase(Locale.ROOT);
        return new Column(label, path);
    }

    /** Sets the labels of an element: times without fractions of a second, as the peers do. */
    void set(Target target, Xml element) {
        set(target, "", element);
    }

    /** As {@link #set(Target, Xml)}, with an ending of each label's name. */
    void set(Target target, String ending, Xml element) {
        for (Column column : columns) {
            String value = element.text(column.path);
            target.set(prefix + column.label + ending, TIME.matcher(value).replaceFirst("$1Z"));
        }
    }
}
