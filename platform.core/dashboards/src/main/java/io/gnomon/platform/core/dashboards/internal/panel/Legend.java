package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the series of one query by its {@code legendFormat}: the field's config gets a {@code
 * displayName}. A format with {@code {{label}}} is a template; {@code __auto} shows only the labels
 * in which the series differ; an empty one shows all; what would be empty is called like the
 * expression.
 */
final class Legend {
    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(.+?)\\s*\\}\\}");
    private static final String AUTO = "__auto";

    private final String format;
    private final String expression;
    private final Set<String> differing;

    private Legend(String format, String expression, Set<String> differing) {
        this.format = format;
        this.expression = expression;
        this.differing = differing;
    }

    /**
     * The frames with named series; tables stay as they are.
     *
     * @param format the target's legendFormat
     * @param expression the target's expression
     */
    static List<DataFrame> name(List<DataFrame> frames, String format, String expression) {
        Legend legend = new Legend(format, expression, differing(frames));
        return frames.stream().map(legend::name).toList();
    }

    private DataFrame name(DataFrame frame) {
        if (frame.kind() != DataFrame.Kind.TIME_SERIES) {
            return frame;
        }
        List<Field> fields = new ArrayList<>();
        String frameName = frame.name();
        for (Field field : frame.fields()) {
            if (field.column() instanceof Field.Column.Time) {
                fields.add(field);
            } else {
                frameName = text(field.labels());
                Map<String, Object> config = new HashMap<>(field.config());
                config.put("displayName", frameName);
                fields.add(new Field(field.name(), field.column(), field.labels(), config));
            }
        }
        return new DataFrame(
                frame.refId(), frameName, frame.kind(), frame.rows(), fields, frame.notices());
    }

    private String text(Labels labels) {
        String text =
                switch (format) {
                    case "" -> series(labels);
                    case AUTO -> auto(labels);
                    default -> template(format, labels);
                };
        return text.isEmpty() ? expression : text;
    }

    /** A text with the labels' values in place of {@code {{label}}}. */
    static String template(String format, Labels labels) {
        return LABEL.matcher(format)
                .replaceAll(label -> Matcher.quoteReplacement(labels.get(label.group(1))));
    }

    private String auto(Labels labels) {
        Labels shown = labels.keep(differing);
        if (shown.isEmpty()) {
            return series(labels);
        }
        return shown.size() == 1 ? shown.value(0) : series(shown);
    }

    /** {@code name{a="b"}}, empty without labels. */
    private static String series(Labels labels) {
        Labels rest = labels.without(Set.of(Labels.METRIC_NAME));
        StringBuilder out = new StringBuilder();
        String name = labels.metricName();
        if (LabelNames.isLegacyMetricName(name)) {
            out.append(name);
        } else if (!name.isEmpty()) {
            return labels.toString();
        }
        return rest.isEmpty() ? out.toString() : out.append(rest).toString();
    }

    /** Names of the labels that do not have the same value in all series. */
    private static Set<String> differing(List<DataFrame> frames) {
        Set<String> names = new LinkedHashSet<>();
        Labels first = null;
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                if (field.column() instanceof Field.Column.Time) {
                    continue;
                }
                if (first == null) {
                    first = field.labels();
                } else {
                    addDiffering(first, field.labels(), names);
                }
            }
        }
        return names;
    }

    private static void addDiffering(Labels a, Labels b, Set<String> names) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.value(i).equals(b.get(a.name(i)))) {
                names.add(a.name(i));
            }
        }
        for (int i = 0; i < b.size(); i++) {
            if (!a.has(b.name(i))) {
                names.add(b.name(i));
            }
        }
    }
}
