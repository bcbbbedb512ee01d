package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.templates.internal.exec.TextOutput;
import io.gnomon.platform.core.templates.internal.html.HtmlOutput;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Alertmanager's vectors of templates and of their functions. */
class NotificationVectorsTest {
    @TestFactory
    Stream<DynamicTest> expansion() throws IOException {
        return tests("alertmanager-template-expansion.json");
    }

    @TestFactory
    Stream<DynamicTest> functions() throws IOException {
        return tests("alertmanager-template-funcs.json");
    }

    private static Stream<DynamicTest> tests(String file) throws IOException {
        return Data.cases(file).stream()
                .map(c -> DynamicTest.dynamicTest(c.get("title").asText(), () -> check(c)));
    }

    private static void check(JsonNode c) throws TemplateException {
        String error = c.path("error").asText();
        if (!error.isEmpty() || c.path("fail").asBoolean()) {
            TemplateException e = assertThrows(TemplateException.class, () -> run(c));
            if (!error.isEmpty()) {
                assertEquals(error, e.getMessage());
            }
        } else {
            assertEquals(c.get("out").asText(), run(c));
        }
    }

    private static String run(JsonNode c) throws TemplateException {
        JsonNode data = c.path("data");
        NotificationTemplates.Rendering rendering =
                new NotificationTemplates.Rendering(
                        NotificationTemplates.of(List.of()).set(),
                        Data.dot(data),
                        Data.texts(data.path("RouteLabels")),
                        Instant.parse("2026-01-02T03:04:05Z"));
        boolean html = c.path("html").asBoolean();
        return rendering.render(c.get("in").asText(), html ? HtmlOutput::new : TextOutput::new);
    }
}
