package io.gnomon.platform.testkit.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.platform.testkit.FactoryChecks;
import io.gnomon.platform.testkit.Overlap;
import io.gnomon.platform.testkit.frame.FrameChecks;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;

/**
 * What every data source has to keep; the test of a data source extends it.
 *
 * @param <S> settings record
 * @param <Q> query record
 */
public abstract class DataSourceContractTest<S extends Record, Q extends Record> {
    /** The factory as the server sees it. */
    protected abstract DataSourceFactory<S, Q> factory();

    /** Settings of a source that answers. */
    protected abstract S settings();

    /** Settings of a source that cannot be reached. */
    protected abstract S unreachable();

    /** A query that {@link #settings} answers with at least one row. */
    protected abstract Q query();

    /** A query that {@link #settings} refuses. */
    protected abstract Q refusedQuery();

    private DataSource<Q> create() throws Exception {
        return factory().create(settings());
    }

    @Test
    void factoryFitsIntoConfigurations() throws Exception {
        FactoryChecks.check(factory());
        assertTrue(factory().query().isRecord());
        try (DataSource<Q> source = create()) {
            assertEquals(factory().query(), source.queryType());
        }
    }

    @Test
    void answersWellFormedFramesOfTheQuery() throws Exception {
        try (DataSource<Q> source = create()) {
            List<DataFrame> frames = source.query(TestQuery.of(query()));
            FrameChecks.check(frames);
            assertTrue(frames.stream().anyMatch(frame -> frame.rows() > 0));
            frames.forEach(frame -> assertEquals("A", frame.refId()));
        }
    }

    @Test
    void overlappingQueriesAnswerTheSame() throws Exception {
        try (DataSource<Q> source = create()) {
            TreeSet<String> answers =
                    new TreeSet<>(
                            Overlap.call(() -> FrameText.of(source.query(TestQuery.of(query())))));
            assertEquals(1, answers.size(), answers.toString());
        }
    }

    @Test
    void aRefusedQuerySaysWhy() throws Exception {
        try (DataSource<Q> source = create()) {
            assertSentence(
                    assertThrows(
                            Exception.class, () -> source.query(TestQuery.of(refusedQuery()))));
        }
    }

    @Test
    void theTestSaysWhetherTheSourceAnswers() throws Exception {
        try (DataSource<Q> source = create()) {
            assertFalse(source.test().isBlank());
        }
    }

    @Test
    void aSourceThatIsDownIsMadeAndSaysSoWhenAsked() throws Exception {
        try (DataSource<Q> source = factory().create(unreachable())) {
            assertSentence(assertThrows(Exception.class, source::test));
            assertSentence(
                    assertThrows(Exception.class, () -> source.query(TestQuery.of(query()))));
        }
    }

    @Test
    void anInterruptEndsAQuery() throws Exception {
        try (DataSource<Q> source = create()) {
            Thread.currentThread().interrupt();
            assertThrows(Exception.class, () -> source.query(TestQuery.of(query())));
        } finally {
            boolean _ = Thread.interrupted();
        }
    }

    @Test
    void aPlainValueOfAVariableStaysAsItIs() throws Exception {
        try (DataSource<Q> source = create()) {
            assertEquals("node1", source.variable(List.of("node1"), false));
            assertTrue(source.variable(List.of("a", "b"), true).contains("a"));
        }
    }

    private static void assertSentence(Exception e) {
        String message = e.getMessage();
        assertTrue(message != null && !message.isBlank(), e.toString());
    }
}
