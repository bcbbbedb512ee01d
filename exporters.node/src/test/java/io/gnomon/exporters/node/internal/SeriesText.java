package io.gnomon.exporters.node.internal;

import io.gnomon.model.labels.Labels;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A series as the peers' golden outputs write it: {@code name{label="value"}}. */
public final class SeriesText {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private SeriesText() {}

    /** The labels, the metric's name among them. */
    public static Labels parse(String text) {
        int brace = text.indexOf('{');
        Labels.Builder labels = Labels.builder();
        labels.set(Labels.METRIC_NAME, brace < 0 ? text : text.substring(0, brace));
        Matcher matcher = LABEL.matcher(brace < 0 ? "" : text.substring(brace));
        while (matcher.find()) {
            labels.set(matcher.group(1), matcher.group(2));
        }
        return labels.build();
    }
}
