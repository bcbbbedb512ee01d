package io.gnomon.platform.promql.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.query.QueryException;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long MIB = 1 << 20;

    private final MemoryPool pool = new MemoryPool(10 * MIB);

    private Budget budget(long maxBytes) {
        return new Budget(Budget.deadline(60_000), maxBytes, 1000, () -> false, pool);
    }

    private static String refused(Budget budget, long bytes) {
        return String.valueOf(
                assertThrows(QueryException.class, () -> budget.reserve(bytes, "join"))
                        .getMessage());
    }

    @Test
    void aQueryMayUseSoMuch() throws Exception {
        try (Budget budget = budget(4 * MIB)) {
            budget.reserve(3 * MIB, "join");
            budget.release(2 * MIB);
            budget.reserve(3 * MIB, "join");
            assertEquals("query would use more than 4 MiB of memory in join", refused(budget, MIB));
        }
        assertEquals(0, pool.used());
    }

    @Test
    void allQueriesTogetherMayUseSoMuch() throws Exception {
        Budget first = budget(8 * MIB);
        try (Budget second = budget(8 * MIB)) {
            first.reserve(7 * MIB, "answer");
            assertTrue(
                    refused(second, 5 * MIB)
                            .startsWith("all queries together would use more than 10 MiB"));
            first.close();
            second.reserve(2 * MIB, "answer");
        }
        assertEquals(0, pool.used());
    }

    @Test
    void samplesInMemoryAreLimited() throws Exception {
        try (Budget budget = budget(MIB)) {
            budget.hold(600);
            budget.read(400);
            assertThrows(QueryException.class, () -> budget.read(401));
            assertEquals(1001, budget.peakSamples());
        }
    }
}
