package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.junit.jupiter.api.Test;

import java.util.List;

class AnswerMemoryTest {
    private final AnswerMemory memory = new AnswerMemory(4 << 20, 3);

    private static QueryResult series(int rows) {
        SampleColumn samples = new SampleColumn(rows);
        for (int row = 0; row < rows; row++) {
            samples.add(row, row);
        }
        return new QueryResult.Matrix(
                List.of(new QueryResult.Series(Labels.of("job", "x"), samples)),
                QueryResult.Notes.NONE);
    }

    @Test
    void whatIsSentToSlowReadersIsBounded() throws HttpError {
        QueryResult large = series(100_000);
        AnswerMemory.Held first = memory.hold(large);
        AnswerMemory.Held second = memory.hold(large);
        HttpError no = assertThrows(HttpError.class, () -> memory.hold(large));
        assertEquals(503, no.status());
        assertEquals("5", no.headers().get("Retry-After"));
        assertEquals(
                "the answer has about 2 MiB, and too many large answers are being sent to clients"
                        + " that read slowly; ask for less, or again in some seconds",
                no.getMessage());
        memory.hold(series(1000)).close();
        first.close();
        memory.hold(large).close();
        second.close();
        memory.hold(series(250_000)).close();
    }

    @Test
    void noMoreThanSoManyAtATime() throws HttpError {
        QueryResult large = series(10_000);
        AnswerMemory.Held first = memory.hold(large);
        memory.hold(large);
        memory.hold(large);
        assertThrows(HttpError.class, () -> memory.hold(large));
        first.close();
        memory.hold(large);
    }

    @Test
    void smallOnesAlwaysPass() throws HttpError {
        for (int i = 0; i < 1000; i++) {
            memory.hold(series(1000));
        }
    }
}
