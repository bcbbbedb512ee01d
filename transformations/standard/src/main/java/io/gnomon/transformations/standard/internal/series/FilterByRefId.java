package io.gnomon.transformations.standard.internal.series;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.osgi.service.component.annotations.Component;

import java.util.List;

/** "filterByRefId": the answers of some queries. */
@Component(service = TransformationFactory.class)
public final class FilterByRefId extends StandardTransformation<FilterByRefId.Options> {
    public FilterByRefId() {
        super("filterByRefId", Options.class);
    }

    @Doc("Keeps the answers of some queries")
    public record Options(
            @Doc("Letters of the queries, such as A|B; empty: all") @Default("") String include,
            @Doc("Letters of queries that are left out") @Default("") String exclude) {
        public Options {
            var _ = TextPattern.of(include);
            var _ = TextPattern.of(exclude);
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        TextPattern include = TextPattern.of(chosen.include());
        TextPattern exclude = TextPattern.of(chosen.exclude());
        return frames.stream()
                .filter(frame -> chosen.include().isEmpty() || include.finds(frame.refId()))
                .filter(frame -> chosen.exclude().isEmpty() || !exclude.finds(frame.refId()))
                .toList();
    }
}
