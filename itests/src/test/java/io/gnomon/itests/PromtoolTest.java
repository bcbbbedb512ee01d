package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.itests.Commands.Outcome;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The commands that promtool has, on the same files and servers: the same exit code, the same
 * output; of sentences about mistakes the words after the place. Skipped without the peers.
 */
@Timeout(240)
class PromtoolTest {
    /** Where we say something else, by file name, and why. */
    private static final Map<String, String> EXPLAINED =
            Map.of(
                    "rules_multi_doc.yaml", "we warn of the second document",
                    "rules-bad.yml", "templates in rules are not looked at yet",
                    "features.yml", "the peer is older than these features",
                    "legacy_validation_annotation.bad.yaml", "the peer takes all names",
                    "web_config_users.good.yml", "bcrypt of cost 18 is nothing to wait for",
                    "prometheus-aws-sd-empty-region.good.yml", "the peer asks the network");

    @TempDir private Path folder;

    private final List<String> different = new ArrayList<>();
    private int compared;

    private void compare(String input, String... arguments) throws Exception {
        Outcome theirs = Commands.promtool(input, List.of(arguments));
        Outcome ours = Commands.ours(input, List.of(arguments));
        compared++;
        String expected = theirs.code() + "\n" + theirs.out() + "\n" + sentences(theirs.err());
        String given = ours.code() + "\n" + ours.out() + "\n" + sentences(ours.err());
        boolean syntax = theirs.err().contains("yaml: ");
        boolean same =
                syntax
                        ? theirs.code() == ours.code() && theirs.out().equals(ours.out())
                        : expected.equals(given);
        if (!same) {
            different.add(
                    "%s%n--- theirs: %s%n--- ours: %s"
                            .formatted(List.of(arguments), expected, given));
        }
    }

    /** Mistakes without their places: the peer says line:column or nothing, we file:line:column. */
    private static String sentences(String err) {
        return err.replaceAll(
                "(?m)^(  FAILED: |)(parsing YAML file )?(/\\S+?:)?( ?\\d+:\\d+:)* ?", "$1");
    }

    private static List<Path> files(String folderName) throws IOException {
        try (Stream<Path> all = Files.list(PeerData.folder(folderName))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !EXPLAINED.containsKey(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Every third: each call reads the classes of several rooms anew. */
    private static List<Path> someOf(List<Path> files) {
        return IntStream.range(0, files.size() / 3).mapToObj(i -> files.get(3 * i)).toList();
    }

    private void allTheSame(int atLeast) {
        assertEquals("", String.join("\n\n", different));
        assertTrue(compared >= atLeast, "only " + compared + " were compared");
    }

    @Test
    void checkRules() throws Exception {
        for (String name :
                List.of("config/rules/rulefmt", "config/rules/fixtures", "config/promtool")) {
            List<Path> files = files(name);
            for (Path file : files) {
                compare("", "check", "rules", "--lint-fatal", file.toString());
            }
            for (Path file : someOf(files)) {
                compare(
                        "",
                        "check",
                        "rules",
                        "--lint=none",
                        "--ignore-unknown-fields",
                        file.toString());
            }
        }
        String rules = Files.readString(PeerData.folder("config/promtool/rules.yml"));
        compare(rules, "check", "rules");
        compare("", "check", "rules");
        compare("groups: [{name: a, rules: [{record: a, expr: '1 +'}]}]", "check", "rules");
        allTheSame(50);
    }

    @Test
    void checkConfig() throws Exception {
        List<Path> files = files("config/promtool");
        for (Path file : files) {
            compare("", "check", "config", "--lint=all", "--lint-fatal", file.toString());
        }
        for (Path file : someOf(files)) {
            compare("", "check", "config", "--syntax-only", file.toString());
            compare("", "check", "config", "--lint=none", "--agent", file.toString());
        }
        allTheSame(40);
    }

    @Test
    void checkWebConfig() throws Exception {
        for (Path file : files("config/web")) {
            Outcome theirs = Commands.promtool("", List.of("check", "web-config", file.toString()));
            Outcome ours = Commands.ours("", List.of("check", "web-config", file.toString()));
            assertEquals(theirs.code(), ours.code(), file + ": " + theirs.err() + ours.err());
            assertTrue(ours.err().contains(file + (ours.code() == 0 ? " SUCCESS" : " FAILED: ")));
            compared++;
        }
        allTheSame(30);
    }

    @Test
    void checkMetrics() throws Exception {
        List<String> texts = new ArrayList<>();
        texts.add("");
        texts.add(Files.readString(PeerData.folder("exposition/promtool/metrics-test.prom")));
        texts.add(
                """
                # HELP a_total x
                # TYPE a_total counter
                a_total 1
                a_total{x="y"} 1
                # HELP h_seconds x
                # TYPE h_seconds histogram
                h_seconds_bucket{le="1"} 1
                h_seconds_bucket{le="+Inf"} 1
                h_seconds_sum 1
                h_seconds_count 1
                """);
        texts.add(
                """
                # TYPE b_gauge_x gauge
                b_gauge_x{fooBar="1",le="3"} 2
                b_gauge_x{fooBar="2",quantile="1"} 2
                c_milliseconds 3
                c_kilobits_x 3
                fooBar_hours 3
                a:b 1
                # TYPE d_ms_m counter
                d_ms_m 1
                # TYPE e_total gauge
                e_total 1
                e_total 2
                # TYPE f_bucket gauge
                f_bucket 1
                # TYPE g_count gauge
                g_count 1
                # TYPE h_sum gauge
                h_sum 1
                # TYPE s summary
                s{quantile="0.5"} 1
                s_sum 1
                s_count 1
                """);
        texts.add("a b c\n");
        for (String text : texts) {
            compare(text, "check", "metrics");
            compare(text, "check", "metrics", "--extended");
        }
        allTheSame(10);
    }

    @Test
    void testRules() throws Exception {
        Path rules = folder.resolve("r.yml");
        Files.writeString(
                rules,
                """
                groups:
                  - name: g
                    rules:
                      - {alert: A, expr: m > 1, labels: {sev: page}, annotations: {s: v}}
                      - {alert: B, expr: m > 1, labels: {at: "{{ $externalLabels.at }}"}}
                """);
        Path tests = folder.resolve("t.yml");
        Files.writeString(
                tests,
                """
                rule_files: [r.yml, "none*.yml"]
                tests:
                  - external_labels: {at: "here"}
                    input_series:
                      - {series: 'm{a="1"}', values: '1 2'}
                      - {series: 'm{a="2"}', values: '1 2 stale'}
                      - {series: h, values: '{{schema:1 sum:5 count:4 buckets:[1 2 1] offset:-1}}'}
                    alert_rule_test:
                      - eval_time: 1m
                        alertname: A
                        exp_alerts:
                          - {exp_labels: {a: "1", b: c}, exp_annotations: {s: "other"}}
                          - {exp_labels: {a: "2", sev: page}, exp_annotations: {s: v}}
                          - {exp_labels: {a: "3", sev: page}}
                      - {eval_time: 1m, alertname: B, exp_alerts: []}
                    promql_expr_test:
                      - {expr: 'sum(m)', eval_time: 1m, exp_samples: [{value: 5}]}
                      - expr: h
                        eval_time: 0m
                        exp_samples: [{labels: h, histogram: '{{sum:1 count:2 buckets:[2]}}'}]
                """);
        for (String file : List.of("unittest.yml", "failing.yml", "rules_run_fuzzy.yml")) {
            compare(
                    "",
                    "test",
                    "rules",
                    PeerData.folder("config/promtool").resolve(file).toString());
        }
        String unknown =
                PeerData.folder("config/promtool").resolve("rules_run_extrafields.yml").toString();
        compare("", "test", "rules", "--ignore-unknown-fields", unknown);
        compare("", "test", "rules", tests.toString());
        compare("", "test", "rules", "--diff", "--run", "unn", tests.toString());
        allTheSame(6);

        List<String> results = new ArrayList<>();
        for (boolean ours : List.of(false, true)) {
            Path junit = folder.resolve("junit.xml");
            List<String> words =
                    List.of("test", "rules", "--junit", junit.toString(), tests.toString());
            assertEquals(
                    1, (ours ? Commands.ours("", words) : Commands.promtool("", words)).code());
            results.add(Files.readString(junit).replaceAll(" timestamp=\"[^\"]*\"", ""));
        }
        assertEquals(results.get(0), results.get(1));
    }

    @Test
    void queryTexts() throws Exception {
        for (String query :
                List.of(
                        "up",
                        "sum(rate({__name__=\"x\",job=~\"a\"}[5m] offset 1m)) by (job) +"
                                + " foo{job=\"q\",job!=\"z\"}",
                        "up == on(a) group_left foo offset 5m",
                        "histogram_quantile(0.9, sum by (le, job)"
                            + " (rate(some_long_metric_name_bucket{job=\"x\"}[5m]))) > 10 and on"
                            + " (job) up{a=\"b\"}",
                        "max_over_time(rate(a[5m])[1h:1m])",
                        "1",
                        "up{",
                        "sum(")) {
            compare("", "--experimental", "promql", "format", query);
            for (String type : List.of("=", "!=", "=~", "!~")) {
                compare(
                        "",
                        "--experimental",
                        "promql",
                        "label-matchers",
                        "set",
                        "-t",
                        type,
                        query,
                        "job",
                        "x");
            }
            // The peer leaves the second of two matchers of a label that follow each other.
            if (!query.contains("job!=")) {
                compare("", "promql", "--experimental", "label-matchers", "delete", query, "job");
            }
        }
        allTheSame(40);
    }

    @Test
    void usage() throws Exception {
        for (String line :
                List.of(
                        "check",
                        "check config",
                        "check config /no/such/file",
                        "check rules --bogus",
                        "bogus",
                        "query instant",
                        "query series http://localhost:1")) {
            List<String> arguments = List.of(line.split(" ", -1));
            Outcome theirs = Commands.promtool("", arguments);
            Outcome ours = Commands.ours("", arguments);
            assertEquals(theirs.code(), ours.code(), line + ": " + ours.err());
            assertTrue(ours.err().startsWith("promtool: error: "), ours.err());
        }
    }

    @Test
    void serviceDiscovery() throws Exception {
        Path targets = folder.resolve("targets.json");
        Files.writeString(targets, "[{\"targets\":[\"a:1\",\"b:1\"],\"labels\":{\"x\":\"<y>\"}}]");
        Path config = folder.resolve("p.yml");
        Files.writeString(
                config,
                """
                scrape_configs:
                  - job_name: s
                    params: {a: [b]}
                    relabel_configs:
                      - {source_labels: [__address__], regex: 'drop.*', action: drop}
                      - {source_labels: [x], target_label: y}
                    static_configs:
                      - targets: ['a:1']
                        labels: {x: k}
                  - job_name: f
                    file_sd_configs: [{files: [targets.json]}]
                """);
        for (String job : List.of("s", "f", "none")) {
            compare("", "check", "service-discovery", "--timeout=1s", config.toString(), job);
        }
        allTheSame(3);
    }

    @Test
    void pushAndQuery() throws Exception {
        try (PeerServer prometheus =
                PeerServer.prometheus(
                        folder,
                        "scrape_configs: []\n",
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms")) {
            String url = "http://" + prometheus.address();
            prometheus.await(
                    Duration.ofSeconds(60),
                    "ready",
                    () -> Commands.ours("", List.of("check", "ready", "--url=" + url)).code() == 0);
            long millis = System.currentTimeMillis() / 1000 * 1000 - 60_000;
            String time = Double.toString((millis + 1000) / 1000.0).replace(".0", "");
            Path text = folder.resolve("m.prom");
            for (long at : List.of(millis - 30_000, millis)) {
                Files.writeString(
                        text,
                        """
                        # HELP a_total x
                        # TYPE a_total counter
                        a_total{x="<y>"} 1e+06 %1$d
                        a_total 2.5 %1$d
                        # TYPE h histogram
                        h_bucket{le="0.5"} 1 %1$d
                        h_bucket{le="2.5"} 1 %1$d
                        h_bucket{le="+Inf"} 3 %1$d
                        h_sum 1 %1$d
                        h_count 3 %1$d
                        """
                                .formatted(at));
                compare("", "push", "metrics", url + "/api/v1/write", text.toString());
            }
            assertEquals(7, prometheus.query("{job=\"promtool\"} @ " + time).size());
            compare("", "check", "healthy", "--url=" + url);
            compare("", "check", "ready", "--url=" + url);
            // The peer's own client cannot read a string.
            assertEquals("x\n", Commands.ours("", List.of("query", "instant", url, "\"x\"")).out());
            for (String format : List.of("promql", "json")) {
                String option = "--format=" + format;
                for (String query :
                        List.of("a_total", "1", "{job='promtool'}[5m]", "nothing", "a{")) {
                    compare("", "query", "instant", option, "--time=" + time, url, query);
                }
                String start = "--start=" + (millis / 1000 - 60);
                compare(
                        "",
                        "query",
                        "range",
                        option,
                        start,
                        "--end=" + time,
                        "--step=15s",
                        url,
                        "{job='promtool'}");
                compare("", "query", "series", option, "--match={job='promtool'}", url);
                compare("", "query", "labels", option, start, url, "__name__");
            }
            compare(
                    "",
                    "query",
                    "analyze",
                    "--server=" + url,
                    "--type=histogram",
                    "--time=" + time,
                    "--match=h_bucket");
        }
        allTheSame(20);
    }

    /** The script itself under the other name, as a link. */
    @Test
    void theScriptByItsOtherName() throws Exception {
        Path link = folder.resolve("promtool");
        Files.createSymbolicLink(link, Distribution.home().resolve("bin/gnomon"));
        Path rules = PeerData.folder("config/promtool/rules_duplicates.yml");
        Process process =
                new ProcessBuilder(
                                link.toString(), "check", "rules", "--lint-fatal", rules.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(3, process.waitFor(), said);
        assertTrue(said.contains("lint error 1 duplicate rule(s) found."), said);
    }
}
