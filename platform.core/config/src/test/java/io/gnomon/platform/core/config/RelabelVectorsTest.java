package io.gnomon.platform.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Relabelling does what Prometheus's own tests of it say, with rules as they stand in a file. */
class RelabelVectorsTest {
    private static final int CASES = 34;

    private record Vectors(String source, String note, List<Case> cases) {}

    /** Output is absent when the label set is dropped. */
    private record Case(
            Map<String, String> input,
            List<RelabelConfig> relabelConfigs,
            boolean drop,
            Map<String, String> output) {}

    @TestFactory
    List<DynamicTest> vectors() throws IOException, SettingsException {
        SettingsNode root =
                JsonReader.read(Files.readString(PeerData.folder("vectors/relabel.json")));
        List<Case> cases = new RecordBinder().bind(root, Vectors.class).cases();
        assertEquals(CASES, cases.size());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case each = cases.get(i);
            List<RelabelAction> actions =
                    each.relabelConfigs().stream().map(RelabelConfig::action).toList();
            tests.add(
                    DynamicTest.dynamicTest(
                            (i + 1) + " of " + CASES + ": " + actions,
                            () -> {
                                Labels.Builder labels = Labels.of(each.input()).toBuilder();
                                assertEquals(
                                        !each.drop(),
                                        Relabeling.apply(
                                                each.relabelConfigs(),
                                                ValidationScheme.UTF8,
                                                labels));
                                if (!each.drop()) {
                                    assertEquals(Labels.of(each.output()), labels.build());
                                }
                            }));
        }
        return tests;
    }
}
