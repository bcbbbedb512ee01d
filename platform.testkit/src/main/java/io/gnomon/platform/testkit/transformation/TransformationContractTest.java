package io.gnomon.platform.testkit.transformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.platform.testkit.FactoryChecks;
import io.gnomon.platform.testkit.Overlap;
import io.gnomon.platform.testkit.frame.FrameChecks;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.transformation.Transformation;
import io.gnomon.spi.transformation.TransformationFactory;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every transformation has to keep; the test of a transformation extends it.
 *
 * @param <S> options record
 */
public abstract class TransformationContractTest<S extends Record> {
    /** The factory as the server sees it. */
    protected abstract TransformationFactory<S> factory();

    /** Options that change {@link #frames}. */
    protected abstract S options();

    /** Frames to transform. */
    protected abstract List<DataFrame> frames();

    private Transformation create() throws Exception {
        return factory().create(options());
    }

    @Test
    void factoryFitsIntoConfigurations() {
        FactoryChecks.check(factory());
    }

    @Test
    void answersWellFormedFramesAndLeavesTheGivenOnes() throws Exception {
        List<DataFrame> given = List.copyOf(frames());
        String before = FrameText.of(given);
        try (Transformation transformation = create()) {
            List<DataFrame> answer = transformation.apply(given);
            FrameChecks.check(answer);
            assertNotEquals(before, FrameText.of(answer));
        }
        assertEquals(before, FrameText.of(given));
    }

    @Test
    void framesWithoutFieldsAndNoFramesAreBorne() throws Exception {
        try (Transformation transformation = create()) {
            FrameChecks.check(transformation.apply(List.of()));
            FrameChecks.check(
                    transformation.apply(
                            List.of(
                                    new DataFrame(
                                            "A",
                                            "",
                                            DataFrame.Kind.TABLE,
                                            0,
                                            List.of(),
                                            List.of()))));
        }
    }

    @Test
    void overlappingCallsAnswerTheSame() throws Exception {
        List<DataFrame> given = List.copyOf(frames());
        try (Transformation transformation = create()) {
            Set<String> answers = new TreeSet<>();
            Overlap.call(() -> answers(transformation, given)).forEach(answers::add);
            assertEquals(1, answers.size(), answers.toString());
        }
    }

    private static String answers(Transformation transformation, List<DataFrame> given)
            throws Exception {
        return FrameText.of(transformation.apply(given));
    }
}
