package io.gnomon.platform.memory.notation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleValues;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series with the points that follow it.
 *
 * @param startTimes whether the points are start times and not values
 */
public record SeriesLine(Labels labels, List<Point> points, boolean startTimes) {
    private static final String NUMBER =
            "[+-]?(?:(?i:inf|nan)|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)";
    private static final Pattern FLOATS =
            Pattern.compile("(" + NUMBER + ")(?:([+-])(" + NUMBER.substring(5) + "))?(?:x(\\d+))?");
    private static final String DURATION = "(?:\\d+(?:ms|[smhdwy]))+|0";
    private static final Pattern DURATIONS =
            Pattern.compile("([+-]?(?:" + DURATION + "))(?:([+-])(" + DURATION + "))?(?:x(\\d+))?");
    private static final Pattern HISTOGRAMS =
            Pattern.compile("(\\{\\{.*?\\}\\})(?:([+-])(\\{\\{.*?\\}\\}))?(?:x(\\d+))?");
    private static final Pattern GAPS = Pattern.compile("_(?:x(\\d+))?");
    private static final Pattern STALE = Pattern.compile("stale(?:x(\\d+))?");

    public static SeriesLine parse(String line) {
        ScriptSyntax syntax = new ScriptSyntax(line);
        Labels labels = syntax.labels();
        boolean startTimes = syntax.accept("@st");
        syntax.skipBlanks();
        List<Point> points = new ArrayList<>();
        while (!syntax.atEnd()) {
            item(syntax.item(), startTimes, points);
            syntax.skipBlanks();
        }
        return new SeriesLine(labels, points, startTimes);
    }

    private static void item(String item, boolean startTimes, List<Point> into) {
        Matcher matcher = GAPS.matcher(item);
        if (matcher.matches()) {
            int count = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
            for (int i = 0; i < count; i++) {
                into.add(Point.NONE);
            }
            return;
        }
        matcher = STALE.matcher(item);
        if (matcher.matches()) {
            int more = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            for (int i = 0; i <= more; i++) {
                into.add(Point.of(SampleValues.STALE_NAN));
            }
            return;
        }
        matcher = (startTimes ? DURATIONS : FLOATS).matcher(item);
        if (matcher.matches()) {
            double value = number(matcher.group(1), startTimes);
            double step = matcher.group(3) == null ? 0 : number(matcher.group(3), startTimes);
            for (int i = 0; i <= repeats(matcher); i++) {
                into.add(Point.of(value));
                value += "-".equals(matcher.group(2)) ? -step : step;
            }
            return;
        }
        matcher = HISTOGRAMS.matcher(item);
        if (!matcher.matches()) {
            throw ScriptSyntax.error("unknown notation", item);
        }
        Point point = HistogramNotation.parse(matcher.group(1));
        into.add(point);
        Point step = matcher.group(3) == null ? null : HistogramNotation.parse(matcher.group(3));
        for (int i = 0; i < repeats(matcher); i++) {
            if (step != null) {
                double sign = "-".equals(matcher.group(2)) ? -1 : 1;
                point = HistogramNotation.plus(point, step, sign);
            }
            into.add(point);
        }
    }

    private static int repeats(Matcher matcher) {
        return matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
    }

    private static double number(String text, boolean duration) {
        return duration ? ScriptSyntax.millis(text) : ScriptSyntax.number(text);
    }
}
