package io.gnomon.model.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketBoundsTest {
    /** As promtool 3.5 prints them. */
    @ParameterizedTest
    @CsvSource({
        "-4, -1, 1.52587890625E-5",
        "0, 3, 8",
        "1, -1, 0.7071067811865475",
        "1, 1, 1.414213562373095",
        "2, 3, 1.6817928305074288",
        "5, 31, 1.9571441241753997",
        "8, 255, 1.9945921121709396",
        "8, 256, 2",
        "8, -256, 0.5",
        "0, 1024, 1.7976931348623157E308",
        "3, 8192, 1.7976931348623157E308"
    })
    void exponential(int schema, int index, double bound) {
        assertEquals(bound, BucketBounds.exponential(schema, index));
    }

    /** Each bound is the one before times 2^(2^-schema), as exactly as doubles allow. */
    @Test
    void boundsGrowEvenly() {
        for (int schema = 0; schema <= 8; schema++) {
            double factor = Math.pow(2, Math.scalb(1.0, -schema));
            for (int i = -600; i < 600; i++) {
                double lower = BucketBounds.exponential(schema, i);
                double upper = BucketBounds.exponential(schema, i + 1);
                assertEquals(factor, upper / lower, 1e-14);
            }
        }
    }
}
