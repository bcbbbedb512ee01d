package io.gnomon.platform.core.config;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds sections of configuration files to the settings records of the plugins that read them. What
 * an absent plugin accepts is not known: its sections pass with a warning.
 */
public final class SectionCheck {
    private static final Logger log = LoggerFactory.getLogger(SectionCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** No plugin has this name. */
    private static final String NOBODY = "-";

    private final Plugins plugins;
    private final SettingsBinder binder;
    private final Class<? extends PluginFactory<?, ?>> kind;
    private final String word;
    private final String later;

    /**
     * @param kind factory interface of the plugins
     * @param word what one is called, for the warning of an absent one
     * @param later what happens when an absent one comes, for the same
     */
    @SuppressWarnings("unchecked") // a class literal has no type arguments
    public SectionCheck(
            Plugins plugins, SettingsBinder binder, Class<?> kind, String word, String later) {
        this.plugins = plugins;
        this.binder = binder;
        this.kind = (Class<? extends PluginFactory<?, ?>>) kind;
        this.word = word;
        this.later = later;
    }

    /** What the plugin of this name is to read. */
    public record Section(String plugin, SettingsNode settings) {}

    /**
     * Checks them. Waits for plugins that are being taken in, as they are right after a start.
     *
     * @throws SettingsException with every problem
     */
    public void check(List<Section> sections) throws SettingsException {
        if (sections.stream().anyMatch(each -> plugins.find(kind, each.plugin()) == null)) {
            awaitPlugins();
        }
        List<Problem> problems = new ArrayList<>();
        for (Section section : sections) {
            Plugins.ActivePlugin plugin = plugins.find(kind, section.plugin());
            if (plugin == null) {
                log.warn(
                        "{}: no plugin offers the {} \"{}\" now; {} when one does",
                        section.settings().position(),
                        word,
                        section.plugin(),
                        later);
                continue;
            }
            try {
                binder.bind(section.settings(), plugin.settings());
            } catch (SettingsException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** A call of a plugin that does not exist returns when all have been taken in. */
    private void awaitPlugins() {
        try (PluginHandle<?> nobody = plugins.open(kind, NOBODY, SettingsNode.empty())) {
            nobody.call(PATIENCE, instance -> true);
        } catch (PluginException e) {
            log.debug("all plugins have been taken in: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
