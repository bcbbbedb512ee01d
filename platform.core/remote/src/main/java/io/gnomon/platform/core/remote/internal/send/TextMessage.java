package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.exposition.ExpositionCheck;
import io.gnomon.platform.core.exposition.ExpositionException;
import io.gnomon.platform.core.exposition.ExpositionParser;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes requests of remote write from text expositions. For one thread. */
final class TextMessage {
    private final boolean version2;
    private final Map<String, String> labels;
    private final WriteRequestWriter writer;

    /**
     * Requests of a version.
     *
     * @param labels that each series gets, whatever it has itself
     */
    TextMessage(boolean version2, Map<String, String> labels) {
        this.version2 = version2;
        this.labels = labels;
        this.writer = new WriteRequestWriter(version2);
    }

    /**
     * The request with all samples of a text.
     *
     * @param nowMillis time of samples that have none
     * @throws ExpositionException when the text is wrong
     */
    byte[] of(byte[] text, long nowMillis) throws ExpositionException {
        ExpositionCheck.check(text);
        writer.clear();
        Map<String, MetricMetadata> families = new HashMap<>();
        ExpositionParser parser = new ExpositionParser(false);
        SampleColumn sample = new SampleColumn(1);
        parser.reset(text, text.length);
        while (true) {
            switch (parser.next()) {
                case END -> {
                    if (!version2) {
                        families.forEach(writer::addMetadata);
                    }
                    return writer.toBytes();
                }
                case HELP ->
                        families.merge(
                                parser.family(),
                                new MetricMetadata(MetricType.UNKNOWN, parser.comment(), ""),
                                (given, help) -> new MetricMetadata(given.type(), help.help(), ""));
                case TYPE ->
                        families.merge(
                                parser.family(),
                                new MetricMetadata(parser.type(), "", ""),
                                (given, type) -> new MetricMetadata(type.type(), given.help(), ""));
                case SAMPLE -> {
                    Labels.Builder series = parser.labels().toBuilder();
                    labels.forEach(series::set);
                    sample.clear();
                    sample.add(parser.timed() ? parser.timeMillis() : nowMillis, parser.value());
                    Labels made = series.build();
                    writer.add(
                            made,
                            sample,
                            List.of(),
                            version2 ? family(families, made.metricName()) : null);
                }
                case UNIT -> throw new IllegalStateException("the text format has no UNIT lines");
            }
        }
    }

    private static @Nullable MetricMetadata family(
            Map<String, MetricMetadata> families, String name) {
        MetricMetadata own = families.get(name);
        for (String suffix : List.of("_bucket", "_sum", "_count")) {
            if (own == null && name.endsWith(suffix)) {
                own = families.get(name.substring(0, name.length() - suffix.length()));
            }
        }
        return own;
    }
}
