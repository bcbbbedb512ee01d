package io.gnomon.platform.testkit.promql;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.MatcherText;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Stands for PromQL where its bundle is not: takes what has as many ( as ) and returns it. */
public final class PlainLanguage implements QueryLanguage {
    @Override
    public List<Matcher> parseSelector(String selector) throws QueryException {
        try {
            return MatcherText.parse(selector);
        } catch (IllegalArgumentException e) {
            throw new QueryException(QueryException.Type.BAD_DATA, "1:1: parse error", e);
        }
    }

    @Override
    public String format(String query) throws QueryException {
        if (query.chars().filter(c -> c == '(').count()
                != query.chars().filter(c -> c == ')').count()) {
            throw new QueryException(
                    QueryException.Type.BAD_DATA, "1:1: parse error: unclosed left parenthesis");
        }
        return query;
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) throws QueryException {
        return Map.of("type", "stringLiteral", "val", format(query));
    }

    @Override
    public String withMatchers(String query, List<Matcher> matchers) throws QueryException {
        return format(query) + matchers;
    }

    @Override
    public String withGrouping(String query, List<String> labels) throws QueryException {
        return format(query) + " by " + labels;
    }
}
