package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results are those of Go's os.Expand. */
class GoExpandTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$A, <A>",
        "${A}b, <A>b",
        "$A-b, <A>-b",
        "x$$y, x<$>y",
        "$1a, <1>a",
        "${}x, x",
        "a$, a$",
        "$., $.",
        "${A, A",
        "$A_1é, <A_1>é"
    })
    void expandsAsGo(String text, String expected) {
        assertEquals(expected, GoExpand.expand(text, name -> "<" + name + ">"));
    }
}
