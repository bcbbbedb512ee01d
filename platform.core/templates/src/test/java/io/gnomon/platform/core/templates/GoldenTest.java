package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Results and messages of templates are those of Go's engine; so say the golden files. */
class GoldenTest {
    /** How many templates of each file the real amtool is asked for; with -Plong all. */
    private static final int SAMPLE = 25;

    @TestFactory
    Stream<DynamicTest> text() throws IOException, TemplateException {
        return tests("golden-text.json", false);
    }

    @TestFactory
    Stream<DynamicTest> html() throws IOException, TemplateException {
        return tests("golden-html.json", true);
    }

    private static Stream<DynamicTest> tests(String file, boolean html)
            throws IOException, TemplateException {
        NotificationData data = Golden.data();
        NotificationTemplates templates = NotificationTemplates.of(List.of());
        return Golden.cases(file).stream()
                .map(c ->
                        DynamicTest.dynamicTest(
                                c.template(),
                                () -> assertEquals(c.result(), run(templates, c, html, data))));
    }

    private static String run(
            NotificationTemplates templates, Golden.Case c, boolean html, NotificationData data)
            throws TemplateException {
        try {
            return html ? templates.html(c.template(), data) : templates.text(c.template(), data);
        } catch (TemplateException e) {
            if (!c.failed()) {
                throw e;
            }
            // Alertmanager itself hands a pointer over, amtool the value.
            return String.valueOf(e.getMessage()).replace("*template.Data", "template.Data");
        }
    }

    @Test
    void goldenFilesAreWhatAmtoolSays(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path amtool = PeerPrograms.find("amtool");
        Files.writeString(folder.resolve("empty.tmpl"), "");
        Path data = folder.resolve("data.json");
        Files.writeString(data, Golden.resource("data.json"));
        Random random = new Random(Long.getLong("gnomon.seed", 1));
        for (String type : List.of("text", "html")) {
            List<Golden.Case> cases = Golden.cases("golden-" + type + ".json");
            Collections.shuffle(cases, random);
            boolean all = System.getProperty("long") != null;
            for (Golden.Case c : all ? cases : cases.subList(0, SAMPLE)) {
                assertEquals(c.result(), render(amtool, folder, type, c), c.template());
            }
        }
    }

    private static String render(Path amtool, Path folder, String type, Golden.Case c)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(amtool.toString());
        command.addAll(List.of("template", "render", "--template.type=" + type));
        command.add("--template.glob=" + folder.resolve("*.tmpl"));
        command.add("--template.data=" + folder.resolve("data.json"));
        command.add("--template.text=" + c.template());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            return said.strip().replaceFirst("^amtool: error: ", "");
        }
        return said.endsWith("\n") ? said.substring(0, said.length() - 1) : said;
    }
}
