package io.gnomon.model.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.util.Objects.requireNonNull;

import io.gnomon.model.sample.Histogram.ResetHint;

import org.junit.jupiter.api.Test;

import java.util.StringJoiner;

/** Two places of one series, and what becomes of hints where they meet. */
class MergedSamplesTest {
    private static Histogram histogram(long count, ResetHint hint) {
        return new Histogram(
                true,
                hint,
                1,
                0.001,
                0,
                count,
                2 * count,
                new int[] {0, 1},
                new double[] {count},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    /**
     * Of "1R 2 3N": a histogram at each time, its count the time, R was reset, N was not, G gauge.
     */
    private static SampleColumn column(String text) {
        SampleColumn column = new SampleColumn(1);
        for (String sample : text.split(" ", -1)) {
            long time = Long.parseLong(sample.replaceAll("\\D", ""));
            ResetHint hint =
                    switch (sample.replaceAll("\\d", "")) {
                        case "R" -> ResetHint.RESET;
                        case "N" -> ResetHint.NO_RESET;
                        case "G" -> ResetHint.GAUGE;
                        default -> ResetHint.UNKNOWN;
                    };
            column.add(time, histogram(time, hint));
        }
        return column;
    }

    private static String text(SampleColumn column) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < column.size; i++) {
            Histogram histogram = requireNonNull(column.histogram(i));
            assertEquals(histogram(column.times[i], histogram.resetHint()), histogram);
            text.add(
                    column.times[i]
                            + switch (histogram.resetHint()) {
                                case RESET -> "R";
                                case NO_RESET -> "N";
                                case GAUGE -> "G";
                                case UNKNOWN -> "";
                            });
        }
        return text.toString();
    }

    private static String merged(String first, String second) {
        SampleColumn into = column(first);
        MergedSamples.append(column(second), into, new SampleColumn(1));
        return text(into);
    }

    @Test
    void oneBehindTheOtherKeepAllHints() {
        assertEquals("1R 2N 3R 4N", merged("1R 2N", "3R 4N"));
        assertEquals("1R 2N 3R 4N", merged("3R 4N", "1R 2N"));
    }

    @Test
    void whatACrashLeftTwiceKeepsAllHints() {
        assertEquals("1 2R 3R 4N 5R 6R 7N", merged("1 2R 3R 4N 5R", "3R 4N 5R 6R 7N"));
        assertEquals("1 2R 3R 4N 5R", merged("1 2R 3R 4N 5R", "3R 4N"));
        assertEquals("1 2R 3R 4N 5R", merged("3R 4N", "1 2R 3R 4N 5R"));
        // The second place knows the sample before 3, the first one does not.
        assertEquals("2R 3R 4N", merged("3N 4N", "2R 3R"));
    }

    @Test
    void ofOneBetweenOthersNothingIsKnown() {
        assertEquals("1R 2 3 4 5G 6G", merged("1R 3R 5G", "2N 4N 6G"));
        assertEquals("1R 2 3 4R", merged("1R 3R 4R", "2R"));
    }

    @Test
    void startTimesComeAlong() {
        SampleColumn first = new SampleColumn(1);
        first.add(1, 10);
        first.add(3, 30);
        SampleColumn second = new SampleColumn(1);
        second.add(2, 20);
        second.startTimes = new long[] {7};
        MergedSamples.append(second, first, new SampleColumn(1));
        assertEquals(3, first.size);
        assertEquals(20, first.values[1]);
        long[] startTimes = requireNonNull(first.startTimes);
        assertEquals(7, startTimes[1]);
        assertEquals(0, startTimes[2]);
    }
}
