package io.gnomon.platform.core.config.internal.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The sentence about a key that does not exist. */
public final class UnknownKey {
    /** With more keys than this a hint says more than the list. */
    private static final int LISTED_MAX = 12;

    private UnknownKey() {}

    public static String sentence(String key, Collection<String> valid) {
        return sentence(key, valid, List.of(), "");
    }

    /**
     * The sentence.
     *
     * @param others more valid keys, too many to name
     * @param othersName what they are called together
     */
    public static String sentence(
            String key, Collection<String> valid, Collection<String> others, String othersName) {
        String start = "unknown key \"" + key + "\"";
        String list = String.join(", ", valid) + (othersName.isEmpty() ? "" : " and " + othersName);
        String near = nearest(key, Stream.concat(valid.stream(), others.stream()).toList());
        if (!near.isEmpty()) {
            String hint = start + ", did you mean \"" + near + "\"?";
            return valid.size() > LISTED_MAX ? hint : hint + " Valid here: " + list;
        }
        return start + (valid.isEmpty() ? ": there is none here" : "; valid here: " + list);
    }

    /** The valid key that is most like this one, empty when none is like it. */
    public static String nearest(String key, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt(v -> distance(key, v)))
                .filter(v -> distance(key, v) <= (key.length() + 3) / 4)
                .orElse("");
    }

    /** Whether the key is a valid one with one letter wrong, missing, too many, or two swapped. */
    public static boolean isNear(String key, Collection<String> valid) {
        return valid.stream().anyMatch(v -> distance(key, v) <= 1 || areSwapped(key, v));
    }

    private static boolean areSwapped(String a, String b) {
        int i = 0;
        while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return a.length() == b.length()
                && i + 1 < a.length()
                && a.charAt(i) == b.charAt(i + 1)
                && a.charAt(i + 1) == b.charAt(i)
                && a.substring(i + 2).equals(b.substring(i + 2));
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
