package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.exposition.ExpositionParser.Entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An OpenMetrics file of any size whose samples have times. Series are numbered from 0 in the order
 * in which they are met.
 */
final class OpenMetricsFile {
    private static final int PIECE = 1 << 22;

    private final Path path;
    private final Labels added;
    private final int pieceSize;
    private final ExpositionParser parser = new ExpositionParser(true);

    /** Ways in which series are written, and which series each way means. */
    private final SeriesBytes texts = new SeriesBytes();

    private int[] seriesOfText = new int[64];

    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final List<Labels> labels = new ArrayList<>();

    private String family = "";
    private MetricType type = MetricType.UNKNOWN;

    /** Takes a sample. */
    interface Samples {
        void add(int series, long timeMillis, double value);
    }

    /**
     * A file.
     *
     * @param added labels that each series gets in addition, or in place of its own
     */
    OpenMetricsFile(Path path, Labels added) {
        this(path, added, PIECE);
    }

    OpenMetricsFile(Path path, Labels added, int pieceSize) {
        this.path = path;
        this.added = added;
        this.pieceSize = pieceSize;
    }

    /** Labels of all series by number. */
    List<Labels> labels() {
        return labels;
    }

    /**
     * Reads all samples in their order in the file.
     *
     * @throws ToolException with file and line where it is not OpenMetrics or a time is missing
     */
    void read(Samples samples) throws IOException, ToolException {
        family = "";
        type = MetricType.UNKNOWN;
        try (InputStream in = Files.newInputStream(path)) {
            LinePieces pieces = new LinePieces(in, pieceSize);
            while (pieces.next()) {
                parser.reset(pieces.bytes(), pieces.length());
                parser.assumeType(family, type);
                try {
                    read(pieces, samples);
                } catch (ExpositionException e) {
                    throw at(pieces.linesBefore() + e.line(), e.what());
                }
            }
        }
    }

    private void read(LinePieces piece, Samples samples) throws ExpositionException, ToolException {
        byte[] text = piece.bytes();
        int series = -1;
        int from = 0;
        int to = 0;
        while (true) {
            // Files are often sorted by series.
            if (series < 0 || !parser.nextIfSeries(text, from, to)) {
                Entry entry = parser.next();
                if (entry == Entry.END) {
                    return;
                }
                if (entry == Entry.TYPE) {
                    family = parser.family();
                    type = parser.type();
                }
                if (entry != Entry.SAMPLE) {
                    continue;
                }
                from = parser.entryStart();
                to = parser.seriesEnd();
                series = series(text, from, to);
            }
            if (!parser.timed()) {
                long line = piece.linesBefore() + 1;
                for (int i = 0; i < parser.entryStart(); i++) {
                    line += text[i] == '\n' ? 1 : 0;
                }
                throw at(line, "expected timestamp for series, got none");
            }
            samples.add(series, parser.timeMillis(), parser.value());
        }
    }

    private int series(byte[] text, int from, int to) {
        int known = texts.size();
        int number = texts.number(text, from, to);
        if (number == known) {
            if (number == seriesOfText.length) {
                seriesOfText = Arrays.copyOf(seriesOfText, 2 * number);
            }
            seriesOfText[number] = series(parser.labels());
        }
        return seriesOfText[number];
    }

    private int series(Labels written) {
        Labels.Builder builder = written.toBuilder();
        for (int i = 0; i < added.size(); i++) {
            builder.set(added.name(i), added.value(i));
        }
        Labels whole = builder.build();
        return numbers.computeIfAbsent(
                whole,
                l -> {
                    labels.add(l);
                    return labels.size() - 1;
                });
    }

    private ToolException at(long line, String what) {
        return new ToolException(path + ":" + line + ": " + what);
    }
}
