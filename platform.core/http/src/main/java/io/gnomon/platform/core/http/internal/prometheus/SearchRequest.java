package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.platform.core.http.internal.prometheus.SearchScore.Algorithm;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a search asks for, with Prometheus's parameters and sentences.
 *
 * @param searches texts of which one has to fit; none means that everything does
 * @param threshold least score, 0 to 1
 * @param byScore best first instead of by the alphabet
 * @param descending the alphabet from its end
 * @param scored scores are shown
 * @param batchSize results of a line
 */
record SearchRequest(
        List<String> searches,
        Algorithm algorithm,
        double threshold,
        boolean caseSensitive,
        boolean byScore,
        boolean descending,
        boolean scored,
        int limit,
        int batchSize) {
    private static final int USUAL = 100;

    /**
     * Reads the parameters.
     *
     * @param limitMax no answer is longer
     */
    static SearchRequest read(Exchange exchange, int limitMax) throws IOException, HttpError {
        List<String> searches = exchange.parameters("search[]");
        String sortBy = exchange.parameter("sort_by");
        String direction = exchange.parameter("sort_dir");
        if (!List.of("", "alpha", "score").contains(sortBy)) {
            throw new HttpError(
                    400, "invalid sort_by \"" + sortBy + "\": must be \"alpha\" or \"score\"");
        }
        if (!direction.isEmpty() && sortBy.isEmpty()) {
            throw new HttpError(400, "sort_dir is only valid when sort_by is set");
        }
        if (!direction.isEmpty() && sortBy.equals("score")) {
            throw new HttpError(400, "sort_dir is not supported for sort_by=score");
        }
        if (!List.of("", "asc", "dsc").contains(direction)) {
            throw new HttpError(
                    400, "invalid sort_dir \"" + direction + "\": must be \"asc\" or \"dsc\"");
        }
        if (sortBy.equals("score") && searches.isEmpty()) {
            throw new HttpError(400, "sort_by=score requires search[] to be set");
        }
        String caseSensitive = exchange.parameter("case_sensitive");
        return new SearchRequest(
                searches,
                algorithm(exchange.parameter("fuzz_alg")),
                threshold(exchange.parameter("fuzz_threshold")),
                caseSensitive.isEmpty() || Parameters.bool(exchange, "case_sensitive"),
                sortBy.equals("score"),
                direction.equals("dsc"),
                Parameters.bool(exchange, "include_score"),
                Math.min(limitMax, number(exchange, "limit")),
                number(exchange, "batch_size"));
    }

    private static Algorithm algorithm(String text) throws HttpError {
        if (text.isEmpty()) {
            return Algorithm.SUBSEQUENCE;
        }
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.text().equals(text)) {
                return algorithm;
            }
        }
        throw new HttpError(
                400,
                "unsupported fuzz_alg \"%s\": must be one of %s"
                        .formatted(
                                text,
                                Arrays.stream(Algorithm.values()).map(Algorithm::text).toList()));
    }

    private static double threshold(String text) throws HttpError {
        try {
            int percent = text.isEmpty() ? 0 : Integer.parseInt(text);
            if (percent >= 0 && percent <= 100) {
                return percent / 100.0;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new HttpError(400, "invalid fuzz_threshold \"" + text + "\": must be 0-100");
    }

    /** 0 and nothing mean the usual number. */
    private static int number(Exchange exchange, String name) throws IOException, HttpError {
        String text = exchange.parameter(name);
        try {
            int number = text.isEmpty() ? 0 : Integer.parseInt(text);
            if (number >= 0) {
                return number == 0 ? USUAL : number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new HttpError(
                400, "invalid " + name + " \"" + text + "\": must be non-negative integer");
    }

    /** Says how well a text fits; 0 for not at all. */
    ToDoubleFunction<String> score() {
        return SearchScore.of(searches, algorithm, threshold, caseSensitive);
    }
}
