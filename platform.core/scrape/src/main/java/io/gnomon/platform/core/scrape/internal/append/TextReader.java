package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;

/** Reads the texts of one target into rows: what is as before by comparison, else line by line. */
final class TextReader {
    private final TextSeries series = new TextSeries();
    private final TargetMetadata metadata;
    private final ExpositionParser text = new ExpositionParser(false);
    private final ExpositionParser openMetrics = new ExpositionParser(true);
    private ExpositionParser last = text;

    /** Whether TYPE lines may have been passed that the parser has not read. */
    private boolean typeUnknown;

    TextReader(TargetMetadata metadata) {
        this.metadata = metadata;
    }

    TextSeries series() {
        return series;
    }

    /** Hands each sample to the rows. */
    void read(Answer.Text answer, Rows rows) throws ScrapeFailure {
        ExpositionParser parser = answer.openMetrics() ? openMetrics : text;
        parser.reset(answer.body(), answer.length());
        series.beginText(answer.body(), answer.length(), parser == last);
        last = parser;
        typeUnknown = false;
        try {
            do {
                series.readKnown(parser, rows);
                typeUnknown |= series.passedComments();
            } while (readEntry(parser, rows));
        } catch (ExpositionException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        } finally {
            series.keepText();
        }
    }

    /** Reads on by one entry; false at the end. */
    private boolean readEntry(ExpositionParser parser, Rows rows)
            throws ExpositionException, ScrapeFailure {
        if (typeUnknown && parser.atSample()) {
            parser.recallType();
            typeUnknown = false;
        }
        switch (parser.next()) {
            case END -> {
                return false;
            }
            case SAMPLE -> rows.sample(series.find(parser), parser);
            case TYPE -> {
                metadata.type(parser.family(), parser.type());
                typeUnknown = false;
            }
            case HELP -> metadata.help(parser.family(), parser.comment());
            case UNIT -> metadata.unit(parser.family(), parser.comment());
        }
        return true;
    }
}
