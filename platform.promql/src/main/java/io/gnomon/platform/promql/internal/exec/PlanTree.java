package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.PlanNode.Cost;
import io.gnomon.model.query.QueryException;

import java.util.ArrayList;
import java.util.List;

/** Shows a tree of operators to people. */
public final class PlanTree {
    private PlanTree() {}

    /** The tree with what was measured; asks the store how many series its selectors find. */
    public static PlanNode of(Operator operator) throws QueryException {
        Operator inner = operator instanceof Meter.Metered<?> m ? m.inner : operator;
        List<PlanNode> inputs = new ArrayList<>();
        for (Operator input : inner.inputs()) {
            inputs.add(of(input));
        }
        Cost cost =
                operator instanceof Meter.Metered<?> m ? m.meter.without(metersBelow(inner)) : null;
        return new PlanNode(inner.describe(), inner.estimatedSeries(), cost, inputs);
    }

    /** The nearest meters under an operator. */
    private static List<Meter> metersBelow(Operator operator) {
        List<Meter> meters = new ArrayList<>();
        for (Operator input : operator.inputs()) {
            if (input instanceof Meter.Metered<?> m) {
                meters.add(m.meter);
            } else {
                meters.addAll(metersBelow(input));
            }
        }
        return meters;
    }
}
