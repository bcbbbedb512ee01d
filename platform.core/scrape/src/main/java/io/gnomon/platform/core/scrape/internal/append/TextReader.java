package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the texts of one target into rows. Comment lines that stand where they stood in the scrape
 * before are compared and skipped, as series are.
 */
final class TextReader {
    private final TextSeries series = new TextSeries();
    private final TargetMetadata metadata;
    private final ExpositionParser text = new ExpositionParser(false);
    private final ExpositionParser openMetrics = new ExpositionParser(true);

    /** The comment lines of the scrape before, one behind the other. */
    private byte[] comments = new byte[2048];

    private final List<Comment> lines = new ArrayList<>();
    private int line;

    /** A known comment; type is null when it is not a TYPE line. */
    private record Comment(int start, int end, String family, @Nullable MetricType type) {}

    TextReader(TargetMetadata metadata) {
        this.metadata = metadata;
    }

    TextSeries series() {
        return series;
    }

    /** Hands each sample to the rows. */
    void read(Answer.Text answer, Rows rows) throws ScrapeFailure {
        ExpositionParser parser = answer.openMetrics() ? openMetrics : text;
        byte[] body = answer.body();
        parser.reset(body, answer.length());
        line = 0;
        try {
            while (true) {
                int entry = series.nextExpected(parser);
                if (entry < 0) {
                    if (skipKnownComment(parser)) {
                        continue;
                    }
                    ExpositionParser.Entry found = parser.next();
                    if (found == ExpositionParser.Entry.END) {
                        return;
                    }
                    if (found != ExpositionParser.Entry.SAMPLE) {
                        learn(parser, found, body);
                        continue;
                    }
                    entry =
                            series.find(
                                    body,
                                    parser.entryStart(),
                                    parser.seriesEnd(),
                                    parser.sampleType());
                }
                rows.sample(entry, parser.value(), parser.timed(), parser.timeMillis());
                Exemplar exemplar = parser.exemplar();
                if (exemplar != null) {
                    rows.exemplar(entry, exemplar);
                }
            }
        } catch (ExpositionException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean skipKnownComment(ExpositionParser parser) {
        if (line == lines.size()) {
            return false;
        }
        Comment known = lines.get(line);
        if (!parser.nextIfLine(comments, known.start, known.end)) {
            return false;
        }
        line++;
        if (known.type != null) {
            parser.assumeType(known.family, known.type);
        }
        return true;
    }

    /** A comment that did not stand here before: what follows is learnt anew. */
    private void learn(ExpositionParser parser, ExpositionParser.Entry found, byte[] body) {
        String family = parser.family();
        MetricType type = found == ExpositionParser.Entry.TYPE ? parser.type() : null;
        if (type != null) {
            metadata.type(family, type);
        } else if (found == ExpositionParser.Entry.HELP) {
            metadata.help(family, parser.comment());
        } else {
            metadata.unit(family, parser.comment());
        }
        lines.subList(line, lines.size()).clear();
        int start = line == 0 ? 0 : lines.get(line - 1).end;
        int length = parser.position() - parser.entryStart();
        if (start + length > comments.length) {
            comments = Arrays.copyOf(comments, Math.max(2 * comments.length, start + length));
        }
        System.arraycopy(body, parser.entryStart(), comments, start, length);
        lines.add(new Comment(start, start + length, family, type));
        line++;
    }
}
