package io.gnomon.platform.core.rules.internal.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The text that a real promtool 3.5.3 prints for the same alerts, colours as names. */
class AlertDiffTest {
    private static ShownAlert alert(Labels labels, Labels annotations) {
        return new ShownAlert(labels, annotations);
    }

    private static String diff(List<ShownAlert> expected, List<ShownAlert> found) {
        return AlertDiff.of(expected, found)
                .replace("\u001b[0;31m", "<red>")
                .replace("\u001b[0;32m", "<green>")
                .replace("\u001b[0;33m", "<yellow>")
                .replace("\u001b[0m", "<>")
                .replace("\n            ", "\n");
    }

    @Test
    void membersAndWholeAlerts() {
        assertEquals(
                """
                [
                    {
                        "Annotations": {
                            "s": <yellow>"a \\"b\\"" => "v"<>
                        },
                        "Labels": {
                            "a": "1",
                            <red>"b": "c"<>,
                            <green>"sev": "page"<>
                        }
                    },
                    <red>{<>
                        <red>"Annotations": {},<>
                        <red>"Labels": {<>
                            <red>"a": "3",<>
                            <red>"sev": "page"<>
                        <red>}<>
                    <red>}<>
                ]\
                """,
                diff(
                        List.of(
                                alert(Labels.of("a", "1", "b", "c"), Labels.of("s", "a \"b\"")),
                                alert(Labels.of("a", "3", "sev", "page"), Labels.EMPTY)),
                        List.of(alert(Labels.of("a", "1", "sev", "page"), Labels.of("s", "v")))));
    }

    @Test
    void nothingExpected() {
        assertEquals(
                """
                [
                    {
                        "Annotations": {},
                        "Labels": {
                            <green>"a": "1"<>
                        }
                    }
                ]\
                """,
                diff(List.of(), List.of(alert(Labels.of("a", "1"), Labels.EMPTY))));
    }
}
