package io.gnomon.platform.core.exposition;

import io.gnomon.model.sample.Exemplar;

/** Everything a parser hands out, one line an entry. */
final class Dump {
    private Dump() {}

    static String of(byte[] text, boolean openMetrics) throws ExpositionException {
        ExpositionParser parser = new ExpositionParser(openMetrics);
        parser.reset(text, text.length);
        StringBuilder out = new StringBuilder();
        while (true) {
            switch (parser.next()) {
                case END -> {
                    return out.toString();
                }
                case TYPE ->
                        out.append("type ")
                                .append(parser.family())
                                .append(' ')
                                .append(parser.type().text());
                case HELP ->
                        out.append("help ")
                                .append(parser.family())
                                .append(' ')
                                .append(parser.comment().replace("\n", "\\n"));
                case UNIT ->
                        out.append("unit ")
                                .append(parser.family())
                                .append(' ')
                                .append(parser.comment());
                case SAMPLE -> sample(parser, out);
            }
            out.append('\n');
        }
    }

    private static void sample(ExpositionParser parser, StringBuilder out) {
        out.append(parser.labels()).append(' ').append(parser.value());
        if (parser.timed()) {
            out.append(" @").append(parser.timeMillis());
        }
        Exemplar exemplar = parser.exemplar();
        if (exemplar != null) {
            out.append(" # ")
                    .append(exemplar.labels())
                    .append(' ')
                    .append(exemplar.value())
                    .append(" @")
                    .append(exemplar.timeMillis());
        }
    }
}
