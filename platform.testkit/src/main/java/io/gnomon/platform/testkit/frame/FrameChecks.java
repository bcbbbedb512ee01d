package io.gnomon.platform.testkit.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;

import java.util.List;

/** What holds for every frame, wherever it comes from. */
public final class FrameChecks {
    private FrameChecks() {}

    /** Every column, and the list of its missing values, is as long as the frame. */
    public static void check(List<DataFrame> frames) {
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                assertEquals(frame.rows(), field.column().size(), field.name());
                if (field.column() instanceof Column.Numbers numbers) {
                    boolean[] missing = numbers.missing();
                    assertEquals(
                            frame.rows(),
                            missing == null ? frame.rows() : missing.length,
                            field.name());
                }
            }
        }
    }
}
