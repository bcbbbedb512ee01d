package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.model.labels.Regex;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An expression that is looked for anywhere in a text, as Go's regexp.MatchString does; {@link
 * Regex} is anchored at both ends. Any thread.
 */
final class Search {
    private final Regex source;
    private final Regex anywhere;

    private Search(Regex source) {
        this.source = source;
        this.anywhere = Regex.compile("(?s:.*?)(?-s:" + source.source() + ")(?s:.*)");
    }

    static Search of(Regex source) {
        return new Search(source);
    }

    static List<Search> of(List<Regex> sources) {
        return sources.stream().map(Search::of).toList();
    }

    boolean finds(String text) {
        return anywhere.matches(text);
    }

    /** The template with the groups of the first match, null when there is none. */
    @Nullable String expand(String text, String template) {
        return anywhere.expand(text, template);
    }

    @Override
    public String toString() {
        return source.source();
    }
}
