package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** label_replace and label_join: another value of one label, the same samples. */
public final class Relabelled implements Operator.Vectors {
    /** Characters that a value may have: calls within calls would double it again and again. */
    private static final long MAX_LENGTH = 1 << 20;

    /** What an object for a label set takes besides its texts, roughly. */
    private static final long LABELS_BYTES = 200;

    /** Makes the value of a label. */
    public interface Change {
        /** The value, null to leave the series as it is. */
        @Nullable String value(Labels labels) throws QueryException;
    }

    private final QueryContext context;
    private final String name;
    private final Vectors input;
    private final String label;
    private final Change change;

    /**
     * @param name of the function
     * @param label whose value is changed
     */
    public Relabelled(
            QueryContext context, String name, Vectors input, String label, Change change) {
        this.context = context;
        this.name = name;
        this.input = input;
        this.label = label;
        this.change = change;
    }

    /** Before a value is made: refuses one that would be too long. */
    public static void checkLength(String function, long characters) throws QueryException {
        if (characters > MAX_LENGTH) {
            throw QueryContext.failure(
                    function
                            + "() would make a label value of more than "
                            + MAX_LENGTH
                            + " characters");
        }
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> heads = new ArrayList<>();
        for (Head head : input.heads()) {
            String value = change.value(head.labels());
            if (value == null) {
                heads.add(head);
                continue;
            }
            context.budget().reserve(LABELS_BYTES + value.length(), name);
            // A name that is given now is not to be dropped.
            boolean named = label.equals(Labels.METRIC_NAME);
            heads.add(new Head(head.labels().with(label, value), head.dropName() && !named));
        }
        return heads;
    }

    @Override
    public Lane lane() throws QueryException {
        return input.lane();
    }

    @Override
    public boolean isShared() {
        return input.isShared();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
