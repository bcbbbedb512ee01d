package io.gnomon.platform.core.config.alerting;

import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.internal.load.ConfigReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code alertmanager.yml}, in the format of Alertmanager 0.34 ({@code docs/configuration.md}
 * there). Immutable.
 *
 * @param file its name, empty for {@link #NONE}
 * @param text printed back with secrets hidden
 * @param hash of what the file says, as Alertmanager's metric {@code alertmanager_config_hash} has
 *     it
 * @param global the section of that name, of which channels take what they do not say themselves;
 *     secrets included
 * @param resolveTimeout after which an alert without an end counts as over when it is not raised
 *     again
 * @param route root of the routing tree
 * @param receivers names unique
 * @param inhibitRules those of the file, then generated ones
 * @param timeIntervals by name, those of {@code mute_time_intervals} too
 * @param templatePatterns {@code templates}, relative to the folder of the file
 * @param templates the files of these patterns that are there, sorted
 * @param warnings what was accepted but does not do what its author may expect; a sentence with its
 *     place each
 */
public record AlertmanagerFile(
        String file,
        String text,
        long hash,
        SettingsNode global,
        Duration resolveTimeout,
        Route route,
        List<Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, List<TimeInterval>> timeIntervals,
        List<String> templatePatterns,
        List<String> templates,
        List<String> warnings) {

    private static final YamlText BUILT_IN =
            new YamlText("", "route:\n  receiver: default\nreceivers:\n- name: default\n");

    /** No file: every alert goes to the receiver "default", which has no channel. */
    public static final AlertmanagerFile NONE = none();

    /**
     * Reads a file.
     *
     * @throws SettingsException with all problems of the first step that found some: reading,
     *     syntax, keys and types, meaning
     */
    public static AlertmanagerFile read(String file, MatcherSyntax syntax)
            throws SettingsException {
        return parse(file, ConfigReader.text(file), syntax);
    }

    /**
     * Reads a file with fragments below it: their receivers, time intervals and inhibition rules
     * come behind those of the file, their routes behind the routes of its root. {@link #hash} is
     * that of the file alone.
     *
     * @param fragments files
     * @throws SettingsException as {@link #read}, with places in the fragments too
     */
    public static AlertmanagerFile read(String file, MatcherSyntax syntax, List<String> fragments)
            throws SettingsException {
        return of(YamlText.read(file), texts(fragments), syntax);
    }

    /**
     * What the texts of a file and of fragments below it say.
     *
     * @param file null for {@link #NONE}
     * @throws SettingsException as {@link #read}
     */
    public static AlertmanagerFile of(
            @Nullable YamlText file, List<YamlText> fragments, MatcherSyntax syntax)
            throws SettingsException {
        YamlText main = file == null ? BUILT_IN : file;
        return new AlertmanagerReader(main.file(), syntax).read(main.text(), fragments);
    }

    private static List<YamlText> texts(List<String> files) throws SettingsException {
        List<YamlText> texts = new ArrayList<>();
        for (String file : files) {
            texts.add(YamlText.read(file));
        }
        return texts;
    }

    /**
     * Reads a text.
     *
     * @param file its name for the places; relative paths in it start at its folder
     * @throws SettingsException as {@link #read}
     */
    public static AlertmanagerFile parse(String file, String yaml, MatcherSyntax syntax)
            throws SettingsException {
        return new AlertmanagerReader(file, syntax).read(yaml, List.of());
    }

    /**
     * A channel as it would be if it stood in this file: with what it takes from {@code global}.
     *
     * @param type such as "webhook"
     * @param settings of one entry
     * @throws SettingsException when neither says what a channel of that type needs
     */
    public ChannelEntry channel(String type, SettingsNode settings) throws SettingsException {
        List<Problem> problems = new ArrayList<>();
        ChannelEntry entry =
                new ReceiverReader(global, problems, new ArrayList<>()).read(type, settings);
        if (entry == null || !problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return entry;
    }

    /** Keys that a channel of that type need not say because {@code global} says them. */
    public List<String> fromGlobal(String type) {
        return ReceiverReader.fromGlobal(type, global);
    }

    /**
     * Names of the time intervals because of which a route tells nobody at this time; empty when it
     * does. A route with active intervals tells while one of them lasts.
     */
    public List<String> muting(Route route, Instant now) {
        List<String> active = route.activeTimeIntervals();
        if (!active.isEmpty() && active.stream().noneMatch(name -> lasts(name, now))) {
            return active;
        }
        return route.muteTimeIntervals().stream().filter(name -> lasts(name, now)).toList();
    }

    private boolean lasts(String name, Instant now) {
        return TimeInterval.anyContains(timeIntervals.getOrDefault(name, List.of()), now);
    }

    /** With inhibition rules that the file does not have; this one when there are none. */
    public AlertmanagerFile withInhibitRules(List<InhibitRule> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<InhibitRule> all = new ArrayList<>(inhibitRules);
        all.addAll(more);
        return new AlertmanagerFile(
                file,
                text,
                hash,
                global,
                resolveTimeout,
                route,
                receivers,
                List.copyOf(all),
                timeIntervals,
                templatePatterns,
                templates,
                warnings);
    }

    /** As {@link #NONE}, with fragments below it. */
    public static AlertmanagerFile withoutFile(MatcherSyntax syntax, List<String> fragments)
            throws SettingsException {
        return of(null, texts(fragments), syntax);
    }

    private static AlertmanagerFile none() {
        try {
            return withoutFile(MatcherSyntax.FALLBACK, List.of());
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }
}
