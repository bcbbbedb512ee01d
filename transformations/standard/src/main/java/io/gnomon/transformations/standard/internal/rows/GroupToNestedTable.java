package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Notice;
import io.gnomon.model.frame.DataFrame.Severity;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * "groupToNestedTable": the rows of "groupBy". Tables within a table are not drawn; a notice says
 * so.
 */
@Component(service = TransformationFactory.class)
public final class GroupToNestedTable extends StandardTransformation<GroupBy.Options> {
    public GroupToNestedTable() {
        super("groupToNestedTable", GroupBy.Options.class);
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, GroupBy.Options chosen) {
        return frames.stream()
                .map(frame -> {
                    DataFrame groups = GroupBy.grouped(frame, chosen);
                    return groups.equals(frame) ? frame : told(groups, frame.rows());
                })
                .toList();
    }

    private static DataFrame told(DataFrame groups, int rows) {
        List<Notice> notices = new ArrayList<>(groups.notices());
        notices.add(
                new Notice(
                        Severity.INFO,
                        "a row for each group; the %d rows within them are not shown"
                                .formatted(rows)));
        return new DataFrame(
                groups.refId(),
                groups.name(),
                groups.kind(),
                groups.rows(),
                groups.fields(),
                notices);
    }
}
