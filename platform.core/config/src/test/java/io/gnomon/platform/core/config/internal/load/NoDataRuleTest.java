package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.config.GnomonAlerting.NoDataInhibition;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.testkit.promql.PlainLanguage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

class NoDataRuleTest {
    private static final QueryLanguage PROMQL =
            ServiceLoader.load(QueryLanguage.class).stream()
                    .filter(provider -> provider.type() != PlainLanguage.class)
                    .findFirst()
                    .orElseThrow()
                    .get();

    private static final NoDataInhibition ON = new NoDataInhibition(true, List.of(), List.of());

    private final List<String> warnings = new ArrayList<>();

    private List<InhibitRule> of(NoDataInhibition settings, String... namesAndExpressions)
            throws Exception {
        StringBuilder yaml = new StringBuilder("groups: [{name: g, rules: [{record: r, expr: up}");
        for (int i = 0; i < namesAndExpressions.length; i += 2) {
            yaml.append(",\n {alert: '")
                    .append(namesAndExpressions[i])
                    .append("', expr: '")
                    .append(namesAndExpressions[i + 1])
                    .append("'}");
        }
        RuleFile file =
                RuleFile.parse(
                        "r.yml",
                        yaml + "]}]",
                        new RuleFile.Dialect(PROMQL, ValidationScheme.UTF8, false));
        return NoDataRule.of(settings, List.of(file), PROMQL, warnings::add);
    }

    @Test
    void isMadeFromTheExpressionsOfAlertingRules() throws Exception {
        InhibitRule rule =
                of(ON, "Down", "up == 0", "Gone (x)", "absent(x{job=\"a\",instance=\"b\"})").get(0);
        assertEquals("no-data", rule.name());
        assertEquals(true, rule.generated());
        assertEquals(List.of("job", "instance"), rule.equal());
        assertEquals(
                "{alertname=~\"Down\",job!=\"\",instance!=\"\"}",
                MatcherSyntax.format(rule.source()));
        assertEquals(
                "{alertname=~\"Gone \\\\(x\\\\)\",job!=\"\",instance!=\"\"}",
                MatcherSyntax.format(rule.target()));
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @CsvSource({
        "up == 0, true",
        "'up{job=\"a\"} != 1', true",
        "(0 == (up)), true",
        "1 > up, true",
        "avg_over_time(up[5m]) < 0.5, true",
        "up == 0 unless on(job) maintenance, true",
        "up == 0 or up{job=\"b\"} < 1, true",
        "up == 1, false",
        "up < 2, false",
        "up == bool 0, false",
        "sum by (job) (up) == 0, false",
        "up == 0 or down > 3, false",
        "absent(up) == 0, false",
        "x == 0, false",
        "up == x, false",
    })
    void whatSaysThatATargetIsDown(String expr, boolean isDown) throws Exception {
        assertEquals(isDown ? 1 : 0, of(ON, "D", expr, "N", "absent(x)").size(), expr);
        assertEquals(isDown ? 0 : 1, warnings.size());
    }

    @ParameterizedTest
    @CsvSource({
        "absent(x), true",
        "(absent_over_time(x[5m])), true",
        "absent(x) or absent(y), true",
        "absent(x) and on() vector(1), true",
        "absent(x) or y > 1, false",
        "x > 1, false",
        "y and absent(x), false",
    })
    void whatOnlySaysThatThereIsNoData(String expr, boolean isNoData) throws Exception {
        assertEquals(isNoData ? 1 : 0, of(ON, "D", "up == 0", "N", expr).size(), expr);
        assertEquals(isNoData ? 0 : 1, warnings.size());
    }

    @Test
    void matchersOfTheUserCountInsteadOfTheRules() throws Exception {
        InhibitRule rule =
                of(
                                new NoDataInhibition(
                                        true,
                                        List.of("alertname=HostDown", "severity=page"),
                                        List.of("kind=nodata")),
                                "Down",
                                "up == 0")
                        .get(0);
        assertEquals(
                "{alertname=\"HostDown\",severity=\"page\",job!=\"\",instance!=\"\"}",
                MatcherSyntax.format(rule.source()));
        assertEquals(
                "{kind=\"nodata\",job!=\"\",instance!=\"\"}", MatcherSyntax.format(rule.target()));
    }

    @Test
    void isOffUnlessAskedFor() throws Exception {
        NoDataInhibition off = new NoDataInhibition(false, List.of(), List.of());
        assertEquals(List.of(), of(off, "D", "up == 0", "N", "absent(x)"));
        assertEquals(List.of(), warnings);
    }

    @Test
    void standsBehindTheRulesOfTheFile(@TempDir Path folder) throws Exception {
        Path prometheus = folder.resolve("prometheus.yml");
        Files.writeString(prometheus, "rule_files: [r.yml]");
        Files.writeString(
                folder.resolve("r.yml"),
                "groups: [{name: g, rules: [{alert: D, expr: up == 0}, {alert: N, expr:"
                        + " absent(x)}]}]");
        Path alertmanager = folder.resolve("alertmanager.yml");
        Files.writeString(
                alertmanager,
                """
                route: {receiver: x}
                receivers: [{name: x}]
                inhibit_rules: [{name: own, source_matchers: [a=b], target_matchers: [c=d]}]
                """);
        Path gnomon = folder.resolve("gnomon.yml");
        Files.writeString(gnomon, "alerting: {no_data_inhibition: {enabled: true}}");
        AlertmanagerFile read =
                new ConfigReader(
                                prometheus.toString(),
                                gnomon.toString(),
                                new AlertmanagerSource(
                                        alertmanager.toString(), null, MatcherSyntax.FALLBACK),
                                folder,
                                folder,
                                ReadingOptions.PLAIN,
                                () -> PROMQL)
                        .read()
                        .alertmanager();
        assertEquals(
                List.of("own", "no-data"),
                read.inhibitRules().stream().map(InhibitRule::name).toList());
    }
}
