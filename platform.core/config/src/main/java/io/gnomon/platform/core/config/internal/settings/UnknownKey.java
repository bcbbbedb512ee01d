package io.gnomon.platform.core.config.internal.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The sentence about a key that does not exist. */
public final class UnknownKey {
    private UnknownKey() {}

    public static String sentence(String key, Collection<String> valid) {
        if (valid.isEmpty()) {
            return "unknown key \"" + key + "\"; there is none here";
        }
        Optional<String> near =
                valid.stream()
                        .min(Comparator.comparingInt(v -> distance(key, v)))
                        .filter(v -> distance(key, v) <= (key.length() + 3) / 4);
        return "unknown key \"%s\"%s Valid here: %s"
                .formatted(
                        key,
                        near.map(v -> ", did you mean \"" + v + "\"?").orElse("."),
                        String.join(", ", valid));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
