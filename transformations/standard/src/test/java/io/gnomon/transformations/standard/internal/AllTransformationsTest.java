package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;
import static io.gnomon.transformations.standard.internal.Transformed.times;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.platform.testkit.FactoryChecks;
import io.gnomon.platform.testkit.frame.FrameChecks;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.fields.CalculateField;
import io.gnomon.transformations.standard.internal.fields.ConfigFromData;
import io.gnomon.transformations.standard.internal.fields.ConvertFieldType;
import io.gnomon.transformations.standard.internal.fields.ExtractFields;
import io.gnomon.transformations.standard.internal.fields.FilterFieldsByName;
import io.gnomon.transformations.standard.internal.fields.FormatString;
import io.gnomon.transformations.standard.internal.fields.FormatTime;
import io.gnomon.transformations.standard.internal.fields.RenameByRegex;
import io.gnomon.transformations.standard.internal.fields.RowsToFields;
import io.gnomon.transformations.standard.internal.joins.Concatenate;
import io.gnomon.transformations.standard.internal.joins.JoinByField;
import io.gnomon.transformations.standard.internal.joins.JoinByLabels;
import io.gnomon.transformations.standard.internal.joins.Merge;
import io.gnomon.transformations.standard.internal.joins.SeriesToColumns;
import io.gnomon.transformations.standard.internal.rows.FilterByValue;
import io.gnomon.transformations.standard.internal.rows.GroupBy;
import io.gnomon.transformations.standard.internal.rows.GroupToNestedTable;
import io.gnomon.transformations.standard.internal.rows.GroupingToMatrix;
import io.gnomon.transformations.standard.internal.rows.Limit;
import io.gnomon.transformations.standard.internal.rows.PartitionByValues;
import io.gnomon.transformations.standard.internal.rows.Reduce;
import io.gnomon.transformations.standard.internal.rows.SortBy;
import io.gnomon.transformations.standard.internal.rows.Transpose;
import io.gnomon.transformations.standard.internal.series.FilterByRefId;
import io.gnomon.transformations.standard.internal.series.Heatmap;
import io.gnomon.transformations.standard.internal.series.Histogram;
import io.gnomon.transformations.standard.internal.series.LabelsToFields;
import io.gnomon.transformations.standard.internal.series.PrepareTimeSeries;
import io.gnomon.transformations.standard.internal.series.Regression;
import io.gnomon.transformations.standard.internal.series.SeriesToRows;
import io.gnomon.transformations.standard.internal.series.Smoothing;
import io.gnomon.transformations.standard.internal.series.TimeSeriesTable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** What all of them have to keep, whatever they do. */
final class AllTransformationsTest {
    static Stream<TransformationFactory<?>> all() {
        return Stream.of(
                new CalculateField(),
                new ConfigFromData(),
                new ConvertFieldType(),
                new ExtractFields(),
                new FilterFieldsByName(),
                new FormatString(),
                new FormatTime(),
                new RenameByRegex(),
                new RowsToFields(),
                new Concatenate(),
                new JoinByField(),
                new JoinByLabels(),
                new Merge(),
                new SeriesToColumns(),
                new FilterByValue(),
                new GroupBy(),
                new GroupingToMatrix(),
                new Limit(),
                new PartitionByValues(),
                new Reduce(),
                new SortBy(),
                new Transpose(),
                new FilterByRefId(),
                new Heatmap(),
                new Histogram(),
                new LabelsToFields(),
                new PrepareTimeSeries(),
                new SeriesToRows(),
                new GroupToNestedTable(),
                new Regression(),
                new Smoothing(),
                new TimeSeriesTable());
    }

    /** Options that leave out what is not required. */
    private static String least(TransformationFactory<?> factory) {
        return factory.name().equals("joinByLabels") ? "{\"value\": \"cpu\"}" : "{}";
    }

    @ParameterizedTest
    @MethodSource("all")
    void bearsAnyFramesAndLeavesThem(TransformationFactory<?> factory) throws Exception {
        FactoryChecks.check(factory);
        DataFrame empty = table("A");
        List<DataFrame> frames =
                List.of(
                        series("A", "cpu=0", 1.0, null, Double.NaN),
                        series("B", "cpu=1", 2.0),
                        table("C", texts("host", "a", null), numbers("Value", null, 1.0)),
                        table("D", times("Time"), texts("host")),
                        empty);
        String before = FrameText.of(frames);
        FrameChecks.check(Transformed.answer(factory, least(factory), frames));
        assertEquals(before, FrameText.of(frames));
        FrameChecks.check(Transformed.answer(factory, least(factory), List.of(empty)));
        FrameChecks.check(Transformed.answer(factory, least(factory), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reduce | {\"reducers\": [\"average\"]} | there is no calculation \"average\";"
                        + " valid: lastNotNull",
                "groupBy | {\"fields\": {\"a\": {\"aggregations\": [\"avg\"]}}} | there is no"
                        + " calculation \"avg\"; valid: lastNotNull",
                "limit | {\"limitField\": \"ten\"} | limitField must be a whole number, not"
                        + " \"ten\"",
                "renameByRegex | {\"regex\": \"/(/\"} | /(/ is not a regular expression of RE2:"
                        + " missing closing )",
                "filterByValue | {\"filters\": [{\"fieldName\": \"a\", \"config\": {\"id\":"
                    + " \"greater\", \"options\": {\"value\": \"much\"}}}]} | value of a condition"
                    + " must be a number, not \"much\"",
                "joinByField | {\"mode\": \"left\"} | mode: \"left\" is unknown; valid: outer,"
                        + " outerTabular, inner",
                "formatTime | {\"timezone\": \"Mars\"} | there is no time zone \"Mars\"; valid are"
                        + " names such as Europe/Berlin, and utc",
                "formatTime | {\"outputFormat\": \"Do MMM\"} | the format of times \"Do MMM\" has"
                        + " Do, which is not supported",
                "histogram | {\"bucketSize\": -1} | bucketSize must be above 0, not -1.0",
                "joinByLabels | {} | value is missing",
                "regression | {\"modelType\": \"cubic\"} | modelType: \"cubic\" is unknown; valid:"
                        + " linear, polynomial",
            })
    void saysWhatIsWrongWithOptions(String name, String options, String sentence) {
        TransformationFactory<?> factory =
                all().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () -> Transformed.answer(factory, options, List.of()));
        String message = refused.problems().get(0).message();
        assertTrue(message.startsWith(sentence), message);
    }
}
