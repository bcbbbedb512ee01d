package io.gnomon.platform.core.remote.internal.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of a request: rows that were taken, and why others were not. For one thread. */
final class Written {
    /** So many sentences are sent back; the rest is counted. */
    private static final int MAX_SENTENCES = 10;

    /** Labels in a sentence may be long. */
    private static final int SENTENCE_CHARACTERS = 1000;

    long samples;
    long histograms;
    long exemplars;

    /** Series that were refused for their labels. */
    long invalidSeries;

    private long problemCount;
    private final List<String> sentences = new ArrayList<>();

    void problem(String sentence) {
        if (sentences.size() < MAX_SENTENCES) {
            sentences.add(
                    sentence.length() <= SENTENCE_CHARACTERS
                            ? sentence
                            : sentence.substring(0, SENTENCE_CHARACTERS) + " ...");
        }
        problemCount++;
    }

    boolean isComplete() {
        return problemCount == 0;
    }

    /** The sentences, one a line. */
    String problems() {
        String text = String.join("\n", sentences);
        long more = problemCount - sentences.size();
        return more == 0 ? text : text + "\nand " + more + " more";
    }

    /** The headers of remote write 2.0. */
    Map<String, String> headers() {
        return headers(samples, histograms, exemplars);
    }

    /** The headers when nothing was written. */
    static Map<String, String> noneHeaders() {
        return headers(0, 0, 0);
    }

    private static Map<String, String> headers(long samples, long histograms, long exemplars) {
        return Map.of(
                "X-Prometheus-Remote-Write-Samples-Written", Long.toString(samples),
                "X-Prometheus-Remote-Write-Histograms-Written", Long.toString(histograms),
                "X-Prometheus-Remote-Write-Exemplars-Written", Long.toString(exemplars));
    }
}
