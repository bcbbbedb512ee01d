package io.gnomon.platform.core.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An entry of an Accept header.
 *
 * @param type in lower case
 * @param parameters by name in lower case
 * @param quality q, more than 0
 */
public record AcceptEntry(String type, Map<String, String> parameters, double quality) {
    /** The entries by falling q, equal ones in their order; those that are refused are left out. */
    public static List<AcceptEntry> parse(String header) {
        List<AcceptEntry> entries = new ArrayList<>();
        for (String text : header.split(",", -1)) {
            AcceptEntry entry = one(text);
            if (entry.quality > 0) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparingDouble(entry -> -entry.quality));
        return entries;
    }

    private static AcceptEntry one(String text) {
        String[] parts = text.split(";", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                parameters.put(
                        parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        parts[i].substring(equals + 1).strip());
            }
        }
        return new AcceptEntry(
                parts[0].strip().toLowerCase(Locale.ROOT),
                parameters,
                quality(parameters.getOrDefault("q", "1")));
    }

    private static double quality(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Value of a parameter, empty when it is not there. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The escaping that is asked for; underscores when none is. */
    public NameEscaping escaping() {
        NameEscaping asked = NameEscaping.of(parameter("escaping"));
        return asked == null ? NameEscaping.UNDERSCORES : asked;
    }
}
