package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.parser.ParserOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SyntaxTreeTest {
    private static final Language LANGUAGE = new Language(ParserOptions.ALL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1e3|{type=numberLiteral, val=1000}",
                "\"a\"|{type=stringLiteral, val=a}",
                "+(1)|{expr={expr={type=numberLiteral, val=1}, type=parenExpr}, op=+,"
                        + " type=unaryExpr}",
                "a{b!=\"c\"} smoothed offset 1m|{anchored=false, matchers=[{name=b, type=!=,"
                        + " value=c}, {name=__name__, type==, value=a}], name=a, offset=60000,"
                        + " smoothed=true, startOrEnd=null, timestamp=null, type=vectorSelector}",
                "a[5m] @ end()|{anchored=false, matchers=[{name=__name__, type==, value=a}],"
                        + " name=a, offset=0, range=300000, smoothed=false, startOrEnd=end,"
                        + " timestamp=null, type=matrixSelector}",
                "vector(1)[1m:5s] @ 2|{expr={args=[{type=numberLiteral, val=1}],"
                        + " func={argTypes=[scalar], name=vector, returnType=vector, variadic=0},"
                        + " type=call}, offset=0, range=60000, startOrEnd=null, step=5000,"
                        + " timestamp=2000, type=subquery}",
                "1 + bool_x|{bool=false, lhs={type=numberLiteral, val=1}, matching=null, op=+,"
                        + " rhs={anchored=false, matchers=[{name=__name__, type==, value=bool_x}],"
                        + " name=bool_x, offset=0, smoothed=false, startOrEnd=null,"
                        + " timestamp=null, type=vectorSelector}, type=binaryExpr}",
                "time()|{args=[], func={argTypes=[], name=time, returnType=scalar, variadic=0},"
                        + " type=call}",
            })
    void nodes(String query, String expected) throws QueryException {
        assertEquals(expected, LANGUAGE.parse(query).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up|up{job=~\"a.*\",x=\"y\"}",
                "sum(rate({__name__=\"a b\"}[5m])) / b{x=\"y\"} offset 1m|sum(rate({__name__=\"a"
                        + " b\",job=~\"a.*\",x=\"y\"}[5m])) / b{job=~\"a.*\",x=\"y\"} offset 1m",
                "max_over_time((a > 1)[1h:1m])|max_over_time((a{job=~\"a.*\",x=\"y\"} > 1)[1h:1m])",
                "1 + vector(2)|1 + vector(2)",
            })
    void everySelectorGetsTheMatchers(String query, String expected) throws QueryException {
        List<Matcher> matchers =
                List.of(new Matcher(Matcher.Type.REGEX, "job", "a.*"), Matcher.equal("x", "y"));
        String with = LANGUAGE.withMatchers(query, matchers).replaceAll("\\s+", " ");
        assertEquals(expected, with.replace("( ", "(").replace(" )", ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rate(a[5m])|rate(a[5m])",
                "sum(a) / sum by (job) (b)|sum by (job, env) (a) / sum by (job, env) (b)",
                "max without (env, x) (sum by (x) (a))|max without (x) (sum by (x, job, env) (a))",
                "topk(2, count(a))|topk by (job, env) (2, count by (job, env) (a))",
            })
    void everyAggregationKeepsTheLabels(String query, String expected) throws QueryException {
        assertEquals(expected, LANGUAGE.withGrouping(query, List.of("job", "env")));
    }

    @Test
    void vectorsAndAggregations() throws QueryException {
        String tree =
                LANGUAGE.parse("topk by (x) (2, a) > bool on (y) group_left (z) fill_right (5) b")
                        .toString();
        String matching =
                "matching={card=many-to-one, fillValues={lhs=null, rhs=5.0}, include=[z],"
                        + " labels=[y], on=true}";
        assertEquals(true, tree.contains(matching), tree);
        assertEquals(true, tree.startsWith("{bool=true, lhs={expr={anchored"), tree);
        assertEquals(
                true,
                tree.contains(
                        "grouping=[x], op=topk, param={type=numberLiteral, val=2},"
                                + " type=aggregation, without=false}"),
                tree);
    }

    @Test
    void whatIsNotPromql() {
        assertThrows(QueryException.class, () -> LANGUAGE.parse("a{"));
    }
}
