package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.datasource.PromQlQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

final class InterpolationTest {
    private static final String DASHBOARD =
            """
            {"templating": {"list": [
              {"name": "host", "type": "query", "multi": true, "current": {"value": ["a.b"]}},
              {"name": "job", "type": "custom", "current": {"value": "node"}},
              {"name": "all", "type": "query", "includeAll": true, "allValue": ".+",
               "current": {"value": ["$__all"]}},
              {"name": "each", "type": "custom", "includeAll": true, "current": {"value": "$__all"},
               "options": [{"value": "$__all"}, {"value": "x"}, {"value": "y+"}]},
              {"name": "any", "type": "query", "includeAll": true, "current": {"value": "$__all"}},
              {"name": "fixed", "type": "constant", "query": "k"},
              {"name": "auto", "type": "interval", "current": {"value": "$__auto_interval_auto"}},
              {"name": "least", "type": "interval", "auto": true, "auto_count": 10,
               "auto_min": "5m", "current": {"value": "$__auto_interval_least"}},
              {"name": "auto12", "type": "interval", "current": {"value": "$__auto"}},
              {"name": "field", "type": "textbox", "query": "begin", "current": {}},
              {"name": "cleared", "type": "textbox", "query": "begin", "current": {"value": ""}},
              {"name": "empty", "type": "query"}
            ]}}
            """;

    private static Interpolation interpolation(Map<String, List<String>> chosen)
            throws RequestRefused {
        return new Interpolation(
                new Variables(Json.object(DASHBOARD), chosen, 900_000),
                Map.of("__interval", "15s", "__from", "1700000000123"),
                PromQlQuery::variable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "up{job=\"$job\"} ; up{job=\"node\"}",
                "up{job=\"${job}\"} ; up{job=\"node\"}",
                "up{job=\"[[job]]\"} ; up{job=\"node\"}",
                "up{h=~\"$host\"} ; up{h=~\"a\\\\.b\"}",
                "up{h=~\"$all\"} ; up{h=~\".+\"}",
                "up{h=~\"$each\"} ; up{h=~\"(x|y\\\\+)\"}",
                "up{h=~\"$any\"} ; up{h=~\".*\"}",
                "$fixed $empty $unknown ${nothing:csv} ; k $empty $unknown ${nothing:csv}",
                "rate(x[$__interval]) ; rate(x[15s])",
                "rate(x[$auto]) + rate(x[$least]) ; rate(x[30s]) + rate(x[5m])",
                "rate(x[$auto12]) ; rate(x[30s])",
                "$field [$cleared] ; begin []",
                "${job.value} ${job.text} ; node node",
                "${__from:date:YYYY-MM-DD [at] HH:mm} ${__interval:date} ; 2023-11-14 at 22:13 15s",
                "$jobs ; $jobs",
                "${__from} ${__from:date:seconds} ${__from:date:iso} ; 1700000000123 1700000000"
                        + " 2023-11-14T22:13:20.123Z",
                "^foo$ ; ^foo$",
            })
    void fillsEveryFormOfReference(String text, String filled) throws RequestRefused {
        assertEquals(filled, interpolation(Map.of()).fill(text));
    }

    @Test
    void aConstantIsTheAuthorsWhateverIsSent() throws RequestRefused {
        assertEquals("k", interpolation(Map.of("fixed", List.of("other"))).fill("$fixed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "raw; a.b,c d",
                "csv; a.b,c d",
                "pipe; a.b|c d",
                "regex; (a\\.b|c d)",
                "glob; {a.b,c d}",
                "json; [\"a.b\",\"c d\"]",
                "doublequote; \"a.b\",\"c d\"",
                "singlequote; 'a.b','c d'",
                "sqlstring; 'a.b','c d'",
                "queryparam; var-host=a.b&var-host=c%20d",
                "percentencode; %7Ba.b%2Cc%20d%7D",
                "lucene; (\"a.b\" OR \"c d\")",
                "join:/; a.b/c d",
                "customqueryparam; host=a.b&host=c%20d",
                "customqueryparam:v-h; v-h=a.b&v-h=c%20d",
                "customqueryparam:v-h:x*~; v-h=x%2A~a.b&v-h=x%2A~c%20d",
                "customqueryparam::x:; host=x%3Aa.b&host=x%3Ac%20d",
                "date; a.b,c d",
                "date:YYYY; a.b,c d",
                "unheard-of; {a.b,c d}",
            })
    void formatsOfSeveralValues(String format, String filled) throws RequestRefused {
        Interpolation interpolation = interpolation(Map.of("host", List.of("a.b", "c d")));
        assertEquals(filled, interpolation.fill("${host:" + format + "}"));
        assertEquals(filled, interpolation.fill("[[host:" + format + "]]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "date; 2023-11-14T22:13:20.123Z,1970-01-01T00:00:00Z",
                "date:iso; 2023-11-14T22:13:20.123Z,1970-01-01T00:00:00Z",
                "date:seconds; 1700000000,0",
                "date:ms; 1700000000123,0",
                "date:YYYY-MM; 2023-11,1970-01",
                "date:D. MMMM YY; 14. November 23,1. January 70",
            })
    void momentsThatAVariableHolds(String format, String filled) throws RequestRefused {
        Interpolation interpolation = interpolation(Map.of("host", List.of("1700000000123", "0")));
        assertEquals(filled, interpolation.fill("${host:" + format + "}"));
    }

    @Test
    void anUnknownPartOfATimeFormatIsNamed() throws RequestRefused {
        Interpolation interpolation = interpolation(Map.of("host", List.of("0")));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> interpolation.fill("${host:date:YYYY ww}"));
        assertEquals(
                "the format of times \"YYYY ww\" has ww, which is not supported; valid are years to"
                        + " milliseconds, names of months and days, A, Z, Q, and X or x alone",
                refused.getMessage());
    }

    @Test
    void onlyDeclaredVariablesCountAndValuesAreNotExpandedAgain() throws RequestRefused {
        Interpolation interpolation =
                interpolation(
                        Map.of("job", List.of("$host ${fixed}"), "smuggled", List.of("secret")));
        assertEquals("$host ${fixed} $smuggled", interpolation.fill("$job $smuggled"));
    }

    @Test
    void aChosenValueCannotLeaveItsString() throws RequestRefused {
        Interpolation interpolation = interpolation(Map.of("job", List.of("x\"} or y{a=\"")));
        assertEquals("up{job=\"x\\x22} or y{a=\\x22\"}", interpolation.fill("up{job=\"$job\"}"));
    }

    @Test
    void treesAreFilledInsideWithoutTouchingOtherValues() throws RequestRefused {
        assertEquals(
                "{\"$job\":[\"node\",1,true,null,{\"x\":\"15s\"}]}",
                Json.text(
                        interpolation(Map.of())
                                .fill(
                                        Json.object(
                                                "{\"$job\": [\"$job\", 1, true, null, {\"x\":"
                                                        + " \"$__interval\"}]}"))));
    }
}
