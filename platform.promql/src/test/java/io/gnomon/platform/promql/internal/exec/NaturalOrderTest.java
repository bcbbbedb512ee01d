package io.gnomon.platform.promql.internal.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class NaturalOrderTest {
    @Test
    void numbersCountByTheirSize() {
        List<String> names = new ArrayList<>(List.of("cpu10", "cpu2", "", "cpu", "cpu2a", "abc"));
        names.sort(NaturalOrder::compare);
        assertEquals(List.of("", "abc", "cpu", "cpu2", "cpu2a", "cpu10"), names);
    }
}
