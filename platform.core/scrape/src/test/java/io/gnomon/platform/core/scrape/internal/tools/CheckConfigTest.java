package io.gnomon.platform.core.scrape.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class CheckConfigTest {
    @TempDir private Path folder;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private final List<String> options =
            new ArrayList<>(
                    List.of("no-plugins", "false", "false", "", "true", "false", "false", ""));

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... files) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(files));
        return new CheckConfig()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        arguments.toArray(String[]::new));
    }

    private void refused(String yaml, String said) throws IOException {
        assertEquals(1, run(file("p.yml", yaml)), yaml);
        assertEquals("  FAILED: " + said + "\n", err.toString());
    }

    @Test
    void aGoodFileWithItsRules() throws IOException {
        file("a.rules", "groups: [{name: a, rules: [{record: r, expr: x}]}]");
        String config = file("p.yml", "rule_files: ['*.rules', 'none*']");
        assertEquals(0, run(config));
        assertEquals(
                """
                Checking %1$s
                  SUCCESS: 1 rule files found
                 SUCCESS: %1$s is valid prometheus config file syntax

                Checking %2$s
                  SUCCESS: 1 rules found

                """
                        .formatted(config, folder.resolve("a.rules")),
                out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void aBadRuleFileIsAFailure() throws IOException {
        file("a.rules", "groups: [{name: a, rules: [{record: r, expr: '('}]}]");
        String config = file("p.yml", "rule_files: [a.rules]");
        assertEquals(1, run(config));
        assertTrue(
                err.toString()
                        .contains("a.rules:1:46: group \"a\", rule 1, \"r\": could not parse"),
                err::toString);
        options.set(1, "true");
        assertEquals(0, run(config), "syntax only");
    }

    @Test
    void theFirstMistakeStopsAFileNotTheOthers() throws IOException {
        String bad = file("bad.yml", "glbal: {}");
        String good = file("good.yml", "global: {}");
        assertEquals(1, run(bad, good));
        assertEquals(
                "Checking %s\n\nChecking %s\n SUCCESS: %s is valid prometheus config file syntax\n\n"
                        .formatted(bad, good, good),
                out.toString());
        assertTrue(
                err.toString().startsWith("  FAILED: " + bad + ":1:1: unknown key"), err::toString);
    }

    @Test
    void filesThatAreNotThere() throws IOException {
        String here = folder + "/";
        refused(
                "rule_files: [no.yml]",
                "\"" + here + "no.yml\" does not point to an existing file");
        refused(
                "scrape_configs: [{job_name: a, authorization: {credentials_file: /no}}]",
                "error checking authorization credentials or bearer token file \"/no\": stat /no:"
                        + " no such file or directory");
        refused(
                "scrape_configs: [{job_name: a, tls_config: {cert_file: c, key_file: k}}]",
                "error checking client cert file \"%1$sc\": stat %1$sc: no such file or directory"
                        .formatted(here));
        refused(
                "scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pod, api_server:"
                        + " 'http://a', tls_config: {cert_file: c, key_file: k}}]}]",
                "error checking client cert file \"%1$sc\": stat %1$sc: no such file or directory"
                        .formatted(here));
        String config =
                file(
                        "p.yml",
                        """
                        scrape_configs: [{job_name: a, file_sd_configs: [{files: [no.json]}]}]
                        alerting: {alertmanagers: [{file_sd_configs: [{files: [no.yml]}]}]}
                        """);
        assertEquals(0, run(config));
        assertTrue(
                out.toString()
                        .contains(
                                """
                                  WARNING: file "%1$s/no.json" for file_sd in scrape job "a" does not exist
                                  WARNING: file "%1$s/no.yml" for file_sd in alertmanager config does not exist
                                """
                                        .formatted(folder)),
                out::toString);
    }

    @Test
    void targetsAreLookedAt() throws IOException {
        refused(
                "scrape_configs: [{job_name: a, relabel_configs: [{target_label: x}],"
                        + " static_configs: [{targets: ['http://bad']}]}]",
                "instance 0 in group 0: \"http://bad\" is not a valid hostname");
        String config = "scrape_configs: [{job_name: a, file_sd_configs: [{files: [t.json]}]}]";
        file("t.json", "[{\"targets\": [\"a:1\", \"http://bad\"]}]");
        refused(config, "instance 1 in group : \"http://bad\" is not a valid hostname");
        file("t.json", "[{\"targtes\": []}]");
        assertEquals(1, run(file("p.yml", config)));
        assertTrue(
                err.toString().contains("checking SD file \"" + folder + "/t.json\": ")
                        && err.toString().contains("t.json:1:3: unknown key \"targtes\""),
                err::toString);
        String bad = "alerting: {alertmanagers: [{static_configs: [{targets: ['http://bad']}]}]}";
        assertEquals(1, run(file("p.yml", bad)));
        assertTrue(
                err.toString().contains("\"http://bad\" is not a valid hostname"), err::toString);
        file("t.json", "[{\"targets\": [\"a:1\"], \"labels\": {\"b\": \"c\"}}]");
        assertEquals(0, run(file("p.yml", config)), err::toString);
    }

    @Test
    void longIntervalsAndAgents() throws IOException {
        String slow = file("slow.yml", "scrape_configs: [{job_name: a, scrape_interval: 10m}]");
        assertEquals(0, run(slow));
        options.set(3, "5m");
        assertEquals(0, run(slow));
        assertEquals(
                "  FAILED: too long scrape interval found, data point will be marked as stale -"
                        + " job: a, interval: 10m\n",
                err.toString());
        options.set(5, "true");
        assertEquals(3, run(slow));
        options.set(3, "10m");
        assertEquals(0, run(slow));
        options.set(2, "true");
        refused(
                "{remote_write: [{url: 'http://h/write'}], rule_files: ['*.rules']}",
                folder + "/p.yml:1:55: field rule_files is not allowed in agent mode");
    }
}
