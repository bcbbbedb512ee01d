package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.osgi.service.component.annotations.Component;

import java.util.List;
import java.util.stream.IntStream;

/** "limit": the first rows of each frame. */
@Component(service = TransformationFactory.class)
public final class Limit extends StandardTransformation<Limit.Options> {
    public Limit() {
        super("limit", Options.class);
    }

    /**
     * Options.
     *
     * @param limitField a whole number; Grafana's form saves it as a text
     */
    @Doc("Keeps the first rows")
    public record Options(
            @Doc("How many; a negative number keeps the last ones")
                    @Key("limitField")
                    @Default("10")
                    String limitField) {
        public Options {
            if (!limitField.matches("-?\\d{1,9}")) {
                throw new IllegalArgumentException(
                        "limitField must be a whole number, not \"%s\"".formatted(limitField));
            }
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        int limit = Integer.parseInt(chosen.limitField());
        return frames.stream().map(frame -> limited(frame, limit)).toList();
    }

    private static DataFrame limited(DataFrame frame, int limit) {
        int count = Math.min(frame.rows(), Math.abs(limit));
        int from = limit < 0 ? frame.rows() - count : 0;
        return count == frame.rows()
                ? frame
                : frame.withRows(IntStream.range(from, from + count).toArray());
    }
}
