package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.http.internal.prometheus.SearchScore.Algorithm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;

/** Expected numbers worked out by hand from the formulas. */
class SearchScoreTest {
    private static double score(String term, String text, String algorithm, double threshold) {
        return SearchScore.of(
                        List.of(term),
                        Algorithm.valueOf(algorithm.toUpperCase(Locale.ROOT)),
                        threshold,
                        true)
                .applyAsDouble(text);
    }

    @ParameterizedTest
    @CsvSource({
        "up,up,1",
        "up,upper,1", // begins with it
        "u,bub,0.5", // (1 - 1/3 - 1/3/2)/1
        "ab,xaxb,0.375", // (1 - 1/4 + 1 - 1/4)/4
        "ab,xxab,0.875", // (4 - 2/4)/4
        "ab,aab,0.91666666666666", // the best beginning: (4 - 1/3)/4
        "ba,ab,0",
        "abc,ab,0",
        "é,xé,0.5"
    })
    void subsequences(String term, String text, double expected) {
        assertEquals(expected, score(term, text, "subsequence", 0), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "martha,marhta,0.9611111111", // Winkler 1990
        "dwayne,duane,0.84",
        "dixon,dicksonx,0.8133333333",
        "up,upper,1",
        "pp,upper,0.9"
    })
    void similarities(String term, String text, double expected) {
        assertEquals(expected, score(term, text, "jarowinkler", 0.1), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"dwayne,duane,0", "pp,upper,0.9"})
    void withoutAThresholdOnlyWhatIsContained(String term, String text, double expected) {
        assertEquals(expected, score(term, text, "jarowinkler", 0), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"0.37,0.375", "0.38,0"})
    void theThresholdCutsOff(double threshold, double expected) {
        assertEquals(expected, score("ab", "xaxb", "subsequence", threshold), 1e-9);
    }
}
