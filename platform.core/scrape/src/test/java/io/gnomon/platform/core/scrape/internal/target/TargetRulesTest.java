package io.gnomon.platform.core.scrape.internal.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TargetRulesTest {
    private static TargetRules.Outcome outcome(Configs config, Labels group, String... target) {
        return new TargetRules(config.build(), name -> "host:9100")
                .targets(new TargetGroup("x", List.of(Labels.of(target)), group))
                .get(0);
    }

    private static ScrapeTarget target(Configs config, String... target) {
        ScrapeTarget made = outcome(config, Labels.EMPTY, target).target();
        assertNotNull(made);
        return made;
    }

    @Test
    void addsJobAndInstanceAndMakesTheUrl() {
        Configs config = Configs.job("j");
        config.params = Map.of("module", List.of("a b", "c"));
        TargetRules.Outcome outcome =
                outcome(config, Labels.of("team", "x", "env", "group"), "__address__", "h:80", "env", "own");
        ScrapeTarget target = outcome.target();
        assertNotNull(target);
        assertEquals(
                Labels.of("instance", "h:80", "job", "j", "team", "x", "env", "own"),
                target.labels());
        assertEquals("http://h:80/metrics?module=a+b&module=c", target.url());
        assertEquals(10_000, target.intervalMillis());
        assertEquals("/metrics", outcome.discoveredLabels().get("__metrics_path__"));
        assertEquals("10s", outcome.discoveredLabels().get("__scrape_interval__"));
        assertEquals("a b", outcome.discoveredLabels().get("__param_module"));
    }

    @Test
    void labelsOfTheTargetOverrideTheConfig() {
        ScrapeTarget target =
                target(
                        Configs.job("j"),
                        "__address__", "h", "__scheme__", "https", "__metrics_path__", "x",
                        "__param_q", "1", "__scrape_interval__", "1m", "__scrape_timeout__", "3s",
                        "instance", "me", "job", "other");
        assertEquals("https://h/x?q=1", target.url());
        assertEquals(60_000, target.intervalMillis());
        assertEquals(3_000, target.timeoutMillis());
        assertEquals(Labels.of("instance", "me", "job", "other"), target.labels());
    }

    @Test
    void exportersOfThisServerGetTheirPeersInstance() {
        Configs config = Configs.job("node");
        config.scheme = "exporter";
        ScrapeTarget target = target(config, "__address__", "node");
        assertEquals(Labels.of("instance", "host:9100", "job", "node"), target.labels());
        assertEquals("exporter://node", target.url());
    }

    @Test
    void saysWhatIsWrongWithATarget() {
        Configs config = Configs.job("j");
        assertEquals(
                "no address: the label __address__ is empty",
                outcome(config, Labels.EMPTY, "a", "b").error());
        assertEquals(
                "\"http://h\" is not a valid hostname",
                outcome(config, Labels.EMPTY, "__address__", "http://h").error());
        assertEquals(
                "scrape timeout cannot be greater than scrape interval (\"5s\" > \"1s\")",
                outcome(config, Labels.EMPTY, "__address__", "h", "__scrape_interval__", "1s")
                        .error());
        assertEquals(
                "error parsing scrape interval: not a valid duration string: \"x\"",
                outcome(config, Labels.EMPTY, "__address__", "h", "__scrape_interval__", "x")
                        .error());
    }

    @Test
    void relabellingDrops() {
        Configs config = Configs.job("j");
        config.relabel =
                List.of(
                        new RelabelConfig(
                                List.of("__address__"), ";", Regex.compile("bad.*"), 0, "", "$1",
                                RelabelAction.DROP));
        TargetRules.Outcome outcome = outcome(config, Labels.EMPTY, "__address__", "bad:1");
        assertNull(outcome.target());
        assertNull(outcome.error());
        assertEquals("bad:1", outcome.discoveredLabels().get("__address__"));
    }
}
