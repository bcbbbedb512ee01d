package io.gnomon.exporters.node.internal.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which names a collector reports: all that match "include" and do not match "exclude"; what is
 * empty says nothing. Answers are remembered, for names come again with every scrape.
 */
public final class NameFilter {
    private static final int REMEMBERED_MAX = 10_000;

    private final Optional<NamePattern> include;
    private final Optional<NamePattern> exclude;
    private final Map<String, Boolean> remembered = new HashMap<>();

    private NameFilter(Optional<NamePattern> include, Optional<NamePattern> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /**
     * A filter of a pair of flags of which only one may be given; {@code exclude} may be its
     * default.
     *
     * @param flag what both flags begin with, for the message
     * @throws IllegalArgumentException when a pattern is not RE2 syntax, or both were given
     */
    public static NameFilter of(
            String flag, String include, String exclude, String excludeDefault) {
        if (include.isEmpty()) {
            return both("", exclude);
        }
        if (!exclude.isEmpty() && !exclude.equals(excludeDefault)) {
            throw new IllegalArgumentException(
                    flag + "-include and " + flag + "-exclude cannot both be given");
        }
        return both(include, "");
    }

    /** A filter of two patterns. */
    public static NameFilter both(String include, String exclude) {
        return new NameFilter(pattern(include), pattern(exclude));
    }

    private static Optional<NamePattern> pattern(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(NamePattern.of(text));
    }

    public boolean accepts(String name) {
        Boolean known = remembered.get(name);
        if (known != null) {
            return known;
        }
        boolean accepted =
                include.map(p -> p.matches(name)).orElse(true)
                        && !exclude.map(p -> p.matches(name)).orElse(false);
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(name, accepted);
        return accepted;
    }
}
