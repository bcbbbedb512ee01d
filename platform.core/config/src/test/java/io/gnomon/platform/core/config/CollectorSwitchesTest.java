package io.gnomon.platform.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.junit.jupiter.api.Test;

import java.util.List;

class CollectorSwitchesTest {
    private record Settings(
            @Flag(switchesOn = "collector.") List<String> enabledCollectors,
            @Flag(switchesOff = "collector.") List<String> disabledCollectors,
            boolean quiet) {}

    private static Settings switched(String yaml, String collector, boolean run)
            throws SettingsException {
        RecordBinder binder = new RecordBinder();
        CollectorSwitches switches = CollectorSwitches.of(Settings.class);
        assertNotNull(switches);
        Mapping settings =
                yaml.isEmpty() ? SettingsNode.empty() : (Mapping) binder.parseYaml("", yaml);
        return binder.bind(switches.switched(settings, collector, run), Settings.class);
    }

    @Test
    void aCollectorStandsInOneOfTheListsOnly() throws Exception {
        Settings off = switched("enabled_collectors: [ntp, swap]\nquiet: true\n", "ntp", false);
        assertEquals(List.of("swap"), off.enabledCollectors());
        assertEquals(List.of("ntp"), off.disabledCollectors());
        assertTrue(off.quiet(), "the others stay");
        Settings on = switched("disabled_collectors: [arp, cpu]", "arp", true);
        assertEquals(List.of("arp"), on.enabledCollectors());
        assertEquals(List.of("cpu"), on.disabledCollectors());
        assertEquals(List.of("arp"), switched("", "arp", false).disabledCollectors());
        assertEquals(
                List.of("arp"),
                switched("enabled_collectors: [arp]", "arp", true).enabledCollectors());
    }

    @Test
    void thereAreNoneWithoutTheLists() {
        assertNull(CollectorSwitches.of(NoSettings.class));
    }
}
