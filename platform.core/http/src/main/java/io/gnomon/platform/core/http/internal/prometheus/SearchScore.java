package io.gnomon.platform.core.http.internal.prometheus;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How well a text fits what is searched, from 0 for not at all to 1. The two measures and their
 * numbers are those of Prometheus (util/strutil), so that both order alike.
 */
final class SearchScore {
    /** Part of the distance to 1 that each common first character takes away (Winkler 1990). */
    private static final double PREFIX_WEIGHT = 0.1;

    private static final int PREFIX_MAX = 4;

    private SearchScore() {}

    /** A measure; {@code fuzz_alg}. */
    enum Algorithm {
        SUBSEQUENCE,
        JAROWINKLER;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The best score over several searches, 0 where none takes the text.
     *
     * @param threshold least score of a text that does not contain a search as it is
     */
    static ToDoubleFunction<String> of(
            List<String> searches, Algorithm algorithm, double threshold, boolean caseSensitive) {
        if (searches.isEmpty()) {
            return text -> 1;
        }
        List<int[]> terms = searches.stream().map(search -> points(search, caseSensitive)).toList();
        return text -> {
            int[] points = points(text, caseSensitive);
            double best = 0;
            for (int[] term : terms) {
                best = Math.max(best, score(term, points, algorithm, threshold));
            }
            return best;
        };
    }

    private static int[] points(String text, boolean caseSensitive) {
        return (caseSensitive ? text : text.toLowerCase(Locale.ROOT)).codePoints().toArray();
    }

    private static double score(int[] term, int[] text, Algorithm algorithm, double threshold) {
        if (term.length == 0 || indexOf(term, text) == 0) {
            return 1;
        }
        double score;
        if (algorithm == Algorithm.SUBSEQUENCE) {
            score = subsequence(term, text);
        } else if (indexOf(term, text) > 0) {
            return 0.9;
        } else {
            score = threshold > 0 ? jaroWinkler(term, text) : 0;
        }
        return score >= threshold ? score : 0;
    }

    private static int indexOf(int[] term, int[] text) {
        for (int from = 0; from + term.length <= text.length; from++) {
            int n = 0;
            while (n < term.length && term[n] == text[from + n]) {
                n++;
            }
            if (n == term.length) {
                return from;
            }
        }
        return -1;
    }

    /**
     * The characters of the term in their order, wherever they are: the squares of the lengths of
     * their runs, less the gaps (each a part of the text's length, the last half of it), as a part
     * of the square of the term's length. The best over all beginnings.
     */
    static double subsequence(int[] term, int[] text) {
        double best = -1;
        for (int start = 0; start + term.length <= text.length; start++) {
            if (text[start] != term[0]) {
                continue;
            }
            double score = runs(term, text, start);
            if (Double.isNaN(score)) {
                break; // what is not found from here is not found from later on
            }
            best = Math.max(best, score);
        }
        return best < 0 ? 0 : best / ((double) term.length * term.length);
    }

    private static double runs(int[] term, int[] text, int start) {
        double score = 0;
        int wanted = 0;
        int behind = 0;
        int at = start;
        while (wanted < term.length) {
            while (at < text.length && text[at] != term[wanted]) {
                at++;
            }
            if (at == text.length) {
                return Double.NaN;
            }
            int from = at;
            while (at < text.length && wanted < term.length && text[at] == term[wanted]) {
                at++;
                wanted++;
            }
            double run = at - from;
            score += run * run - (double) (from - behind) / text.length;
            behind = at;
        }
        return score - (double) (text.length - behind) / text.length / 2;
    }

    /** Jaro-Winkler similarity. */
    static double jaroWinkler(int[] one, int[] other) {
        int[] a = one.length <= other.length ? one : other;
        int[] b = one.length <= other.length ? other : one;
        boolean[] inA = new boolean[a.length];
        boolean[] inB = new boolean[b.length];
        double matches = common(a, b, inA, inB);
        if (matches == 0) {
            return 0;
        }
        double jaro =
                (matches / a.length
                                + matches / b.length
                                + (matches - swapped(a, b, inA, inB) / 2) / matches)
                        / 3;
        int prefix = 0;
        while (prefix < Math.min(PREFIX_MAX, a.length) && a[prefix] == b[prefix]) {
            prefix++;
        }
        return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
    }

    /** Characters of both that are not too far from each other. */
    private static double common(int[] a, int[] b, boolean[] inA, boolean[] inB) {
        int distance = Math.max(b.length / 2 - 1, 0);
        double matches = 0;
        for (int i = 0; i < a.length; i++) {
            int end = Math.min(i + distance + 1, b.length);
            for (int j = Math.max(i - distance, 0); j < end && !inA[i]; j++) {
                if (!inB[j] && a[i] == b[j]) {
                    inA[i] = true;
                    inB[j] = true;
                    matches++;
                }
            }
        }
        return matches;
    }

    private static double swapped(int[] a, int[] b, boolean[] inA, boolean[] inB) {
        double swapped = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            if (inA[i]) {
                while (!inB[j]) {
                    j++;
                }
                swapped += a[i] == b[j++] ? 0 : 1;
            }
        }
        return swapped;
    }
}
