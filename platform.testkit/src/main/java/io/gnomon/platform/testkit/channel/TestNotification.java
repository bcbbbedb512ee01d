package io.gnomon.platform.testkit.channel;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.channel.Picture;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notification with all it can have. It runs no templates: {@code {{ template "x" . }}} gives x,
 * other actions what the test says in {@link #texts}; what is in neither fails as a wrong template
 * does.
 *
 * @param texts by the action without its braces: {@code .Status}, or {@code template "x" .} for
 *     another text than x
 */
public record TestNotification(
        String receiver,
        String groupKey,
        List<Alert> alerts,
        int truncatedAlerts,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        Labels routeLabels,
        URI externalUrl,
        String reason,
        Instant now,
        Duration timeout,
        Map<String, String> texts,
        Map<String, String> memory,
        List<Picture> pictures)
        implements Notification {

    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}");
    private static final Pattern TEMPLATE = Pattern.compile("template \"(.*)\" \\.");

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** Two alerts of one group, the first firing, the second resolved; 10 s to deliver. */
    public static TestNotification twoAlerts() {
        Labels common = Labels.of("alertname", "DiskFull", "job", "node");
        Labels annotations = Labels.of("summary", "disk is \"full\" – äöü");
        return new TestNotification(
                "ops",
                "{}/{job=\"node\"}:{alertname=\"DiskFull\"}",
                List.of(
                        new Alert(
                                common.with("instance", "a:9100"),
                                annotations,
                                NOW.minusSeconds(60),
                                NOW.plusSeconds(240),
                                "http://gnomon.example/graph?g0.expr=up"),
                        new Alert(
                                common.with("instance", "b:9100"),
                                annotations,
                                NOW.minusSeconds(600),
                                NOW.minusSeconds(5),
                                "")),
                0,
                Labels.of("alertname", "DiskFull"),
                common,
                annotations,
                Labels.of("team", "storage"),
                URI.create("http://gnomon.example"),
                "first notification",
                NOW,
                Duration.ofSeconds(10),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** The same with other alerts, common labels left as they are. */
    public TestNotification withAlerts(List<Alert> others) {
        return with(others, texts, memory, timeout, pictures);
    }

    /** The same with the resolved alert alone. */
    public TestNotification resolved() {
        return withAlerts(alerts.stream().filter(alert -> alert.isResolvedAt(now)).toList());
    }

    public TestNotification withTexts(Map<String, String> others) {
        return with(alerts, others, memory, timeout, pictures);
    }

    public TestNotification withMemory(Map<String, String> other) {
        return with(alerts, texts, other, timeout, pictures);
    }

    public TestNotification withTimeout(Duration other) {
        return with(alerts, texts, memory, other, pictures);
    }

    public TestNotification withPictures(Picture... others) {
        return with(alerts, texts, memory, timeout, List.of(others));
    }

    private TestNotification with(
            List<Alert> otherAlerts,
            Map<String, String> otherTexts,
            Map<String, String> otherMemory,
            Duration otherTimeout,
            List<Picture> otherPictures) {
        return new TestNotification(
                receiver,
                groupKey,
                otherAlerts,
                truncatedAlerts,
                groupLabels,
                commonLabels,
                commonAnnotations,
                routeLabels,
                externalUrl,
                reason,
                now,
                otherTimeout,
                otherTexts,
                otherMemory,
                otherPictures);
    }

    @Override
    public String text(String template) throws DeliveryRefused {
        return run(template, text -> text);
    }

    @Override
    public String html(String template) throws DeliveryRefused {
        return run(template, TestNotification::escaped);
    }

    private String run(String template, UnaryOperator<String> escape) throws DeliveryRefused {
        StringBuilder result = new StringBuilder();
        Matcher action = ACTION.matcher(template);
        while (action.find()) {
            String text = escape.apply(value(action.group(1)));
            action.appendReplacement(result, Matcher.quoteReplacement(text));
        }
        return action.appendTail(result).toString();
    }

    private String value(String action) throws DeliveryRefused {
        String text = texts.get(action);
        Matcher template = TEMPLATE.matcher(action);
        if (text == null && !template.matches()) {
            throw new DeliveryRefused("the test has no text for {{ " + action + " }}");
        }
        return text == null ? template.group(1) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
