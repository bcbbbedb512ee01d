package io.gnomon.platform.promql.internal.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class RankingTest {
    private static List<Integer> top(int k, double... values) {
        Ranking ranking = new Ranking(k);
        for (int i = 0; i < values.length; i++) {
            ranking.offer(values[i], i);
        }
        List<Integer> series = new ArrayList<>();
        for (int i = 0; i < ranking.size(); i++) {
            series.add(ranking.series(i));
        }
        Collections.sort(series);
        return series;
    }

    @Test
    void keepsTheGreatest() {
        assertEquals(List.of(1, 3), top(2, 1, 7, 2, 9, 3));
        assertEquals(List.of(), top(0, 1, 2));
        assertEquals(List.of(0, 1), top(5, 1, 2));
    }

    @Test
    void ofEqualValuesTheFirstStay() {
        assertEquals(List.of(0, 1), top(2, 5, 5, 5, 5));
    }

    @Test
    void nanIsBelowEverything() {
        assertEquals(List.of(1, 2), top(2, Double.NaN, -1, 0, Double.NaN));
        assertEquals(List.of(0), top(1, Double.NaN, Double.NaN));
    }
}
