package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Alert;
import io.gnomon.platform.core.rules.RulesView.Alerting;
import io.gnomon.platform.core.rules.RulesView.Group;
import io.gnomon.platform.core.rules.RulesView.State;
import io.gnomon.spi.datasource.ServerTable;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The table "alerts": a row for each alert, firing ones first, and for each rule that has none. A
 * rule whose evaluation failed has the state "error".
 */
@Component
public final class AlertTable implements ServerTable {
    private final RulesView rules;

    @Activate
    public AlertTable(@Reference RulesView rules) {
        this.rules = rules;
    }

    /** A row; without alert that of a rule. */
    private record Row(Group group, Alerting rule, @Nullable Alert alert) {
        State state() {
            return alert == null ? rule.state() : alert.state();
        }

        String stateText() {
            boolean failed = rule.evaluation().health() == RulesView.Health.ERR;
            return alert == null && failed ? "error" : state().text();
        }

        Labels labels() {
            return alert == null ? rule.labels() : alert.labels();
        }

        String annotation(String name) {
            return alert == null ? "" : alert.annotations().get(name);
        }
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public DataFrame rows(long fromMillis, long toMillis, int limit) {
        List<Row> rows = new ArrayList<>();
        for (Group group : rules.groups()) {
            for (RulesView.Rule rule : group.rules()) {
                if (rule instanceof Alerting alerting) {
                    alerting.alerts().forEach(alert -> rows.add(new Row(group, alerting, alert)));
                    if (alerting.alerts().isEmpty()) {
                        rows.add(new Row(group, alerting, null));
                    }
                }
            }
        }
        rows.sort(Comparator.comparing(Row::state).reversed());
        List<Row> first = rows.subList(0, Math.min(limit, rows.size()));
        return new DataFrame(
                "",
                name(),
                DataFrame.Kind.TABLE,
                first.size(),
                List.of(
                        field(
                                "Time",
                                FieldType.TIME,
                                first,
                                row ->
                                        row.alert() == null
                                                ? null
                                                : (Object) row.alert().activeAt().toEpochMilli()),
                        field("state", FieldType.TEXT, first, Row::stateText),
                        field("alert", FieldType.TEXT, first, row -> row.rule().name()),
                        field("folder", FieldType.TEXT, first, row -> folder(row.group().file())),
                        field("group", FieldType.TEXT, first, row -> row.group().name()),
                        field("labels", FieldType.TEXT, first, row -> row.labels().toString()),
                        field("summary", FieldType.TEXT, first, row -> row.annotation("summary")),
                        field(
                                "description",
                                FieldType.TEXT,
                                first,
                                row -> row.annotation("description")),
                        field(
                                "value",
                                FieldType.NUMBER,
                                first,
                                row -> row.alert() == null ? null : (Object) row.alert().value())),
                List.of());
    }

    /** The name of a rule file stands for the folder that alerts have elsewhere. */
    private static String folder(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? file : name.toString();
    }

    private static Field field(
            String name, FieldType type, List<Row> rows, Function<Row, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row)));
        return new Field(name, Columns.of(type, values));
    }
}
