package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Matcher;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

import java.util.ArrayList;
import java.util.List;

/**
 * Translates matchers. A series without a label has the empty value for it, so a matcher that
 * accepts the empty text excludes series with a wrong value, and any other one demands series with
 * a right value. Expressions never reach Lucene's own engine, whose syntax is another.
 */
final class MatcherQueries {
    /** Field that holds the names of all labels of a series. */
    static final String NAMES = "names";

    private MatcherQueries() {}

    /** Field of a label's value. */
    static String field(String labelName) {
        return "l." + labelName;
    }

    /** Series that satisfy all matchers. */
    static Query of(List<Matcher> matchers) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean positive = false;
        for (Matcher matcher : matchers) {
            if (matcher.matchesEmpty()) {
                for (Query excluded : excluded(matcher)) {
                    all.add(excluded, Occur.MUST_NOT);
                }
            } else {
                all.add(demanded(matcher), Occur.FILTER);
                positive = true;
            }
        }
        if (!positive) {
            all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        }
        return all.build();
    }

    private static Query hasLabel(String name) {
        return new TermQuery(new Term(NAMES, name));
    }

    private static Query hasValue(String name, String value) {
        return new TermQuery(new Term(field(name), value));
    }

    /** For a matcher that does not accept the empty text: the series that it accepts. */
    private static Query demanded(Matcher matcher) {
        String name = matcher.name();
        return switch (matcher.type()) {
            case EQUAL -> hasValue(name, matcher.value());
            // !="" and !~ of something that accepts the empty text
            case NOT_EQUAL -> hasLabel(name);
            case REGEX -> matching(matcher);
            case NOT_REGEX -> new MatchingTermsQuery(field(name), matcher, "");
        };
    }

    /** For a matcher that accepts the empty text: the series that it does not accept. */
    private static List<Query> excluded(Matcher matcher) {
        String name = matcher.name();
        return switch (matcher.type()) {
            case EQUAL -> List.of(hasLabel(name));
            case NOT_EQUAL -> List.of(hasValue(name, matcher.value()));
            case REGEX ->
                    RegexShape.of(matcher.value()) instanceof RegexShape.Prefix p
                                    && p.prefix().isEmpty()
                            ? List.of()
                            : List.of(new MatchingTermsQuery(field(name), opposite(matcher), ""));
            case NOT_REGEX -> List.of(matching(opposite(matcher)));
        };
    }

    private static Matcher opposite(Matcher matcher) {
        Matcher.Type type =
                matcher.type() == Matcher.Type.REGEX ? Matcher.Type.NOT_REGEX : Matcher.Type.REGEX;
        return new Matcher(type, matcher.name(), matcher.value());
    }

    /** Series whose value, not empty, matches the expression. */
    private static Query matching(Matcher regex) {
        String field = field(regex.name());
        return switch (RegexShape.of(regex.value())) {
            case RegexShape.Literals literals -> anyOf(field, literals.texts());
            case RegexShape.Prefix prefix ->
                    prefix.prefix().isEmpty()
                            ? hasLabel(regex.name())
                            : prefix.more() == 0
                                    ? new PrefixQuery(new Term(field, prefix.prefix()))
                                    : new MatchingTermsQuery(field, regex, prefix.prefix());
            case RegexShape.General general ->
                    new MatchingTermsQuery(field, regex, general.prefix());
        };
    }

    private static Query anyOf(String field, List<String> texts) {
        List<BytesRef> terms = new ArrayList<>(texts.size());
        for (String text : texts) {
            terms.add(new BytesRef(text));
        }
        return new TermInSetQuery(field, terms);
    }
}
