package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.text.FileGlob;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.alerting.AlertmanagerSections.InhibitSection;
import io.gnomon.platform.core.config.alerting.AlertmanagerSections.ReceiverSection;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One reading of an Alertmanager configuration file. The checks and their words are those of
 * Alertmanager's {@code config/config.go}, each with its place.
 */
final class AlertmanagerReader {
    private final String file;
    private final MatcherSyntax syntax;
    private final RecordBinder binder = new RecordBinder();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    AlertmanagerReader(String file, MatcherSyntax syntax) {
        this.file = file;
        this.syntax = syntax;
    }

    AlertmanagerFile read(String yaml, List<YamlText> fragments) throws SettingsException {
        SettingsNode root = Fragments.merged(YamlReader.read(file, yaml), fragments);
        AlertmanagerSections sections = binder.bind(root, AlertmanagerSections.class);
        List<Receiver> receivers = receivers(root, sections);
        Map<String, List<TimeInterval>> intervals = new LinkedHashMap<>();
        intervals(root, "mute_time_intervals", sections.muteTimeIntervals(), intervals);
        intervals(root, "time_intervals", sections.timeIntervals(), intervals);
        Matchers matchers = new Matchers(syntax, problems, warnings);
        RouteReader routes =
                new RouteReader(
                        syntax,
                        Set.copyOf(receivers.stream().map(Receiver::name).toList()),
                        intervals.keySet(),
                        matchers,
                        problems);
        Route route = routes.read(sections.route(), root);
        List<InhibitRule> inhibitRules = inhibitRules(root, sections.inhibitRules(), matchers);
        List<String> templates = templates(root, sections.templates());
        if (route == null || !problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        notUsed(root, "tracing", sections.tracing() != null);
        notUsed(root, "event_recorder", sections.eventRecorder() != null);
        return new AlertmanagerFile(
                file,
                ShownText.of(root),
                hash(yaml),
                Nodes.child(root, "global"),
                sections.global().resolveTimeout(),
                route,
                receivers,
                inhibitRules,
                Map.copyOf(intervals),
                sections.templates(),
                templates,
                List.copyOf(warnings));
    }

    /** The first 48 bits of the MD5 sum, the lowest byte first: what a float can hold. */
    private static long hash(String yaml) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("MD5").digest(yaml.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sum).order(ByteOrder.LITTLE_ENDIAN).getLong()
                    & 0xffff_ffff_ffffL;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private List<Receiver> receivers(SettingsNode root, AlertmanagerSections sections) {
        ReceiverReader reader = new ReceiverReader(Nodes.child(root, "global"), problems, warnings);
        List<SettingsNode> nodes = Nodes.items(root, "receivers");
        List<Receiver> receivers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sections.receivers().size(); i++) {
            ReceiverSection section = sections.receivers().get(i);
            if (!names.add(section.name())) {
                refuse(
                        Nodes.position(nodes.get(i), "name"),
                        "notification config name \"" + section.name() + "\" is not unique");
            }
            receivers.add(reader.read(section, nodes.get(i)));
        }
        return List.copyOf(receivers);
    }

    private void intervals(
            SettingsNode root,
            String key,
            List<TimeIntervalSection.Named> sections,
            Map<String, List<TimeInterval>> into) {
        String what = key.startsWith("mute") ? "mute time interval" : "time interval";
        for (int i = 0; i < sections.size(); i++) {
            TimeIntervalSection.Named section = sections.get(i);
            TextPosition position = Nodes.items(root, key).get(i).position();
            if (section.name().isEmpty()) {
                refuse(position, "missing name in " + what);
            } else if (into.putIfAbsent(section.name(), section.intervals()) != null) {
                refuse(position, what + " \"" + section.name() + "\" is not unique");
            }
        }
    }

    private List<InhibitRule> inhibitRules(
            SettingsNode root, List<InhibitSection> sections, Matchers matchers) {
        List<InhibitRule> rules = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            SettingsNode node = Nodes.items(root, "inhibit_rules").get(i);
            InhibitSection section = sections.get(i);
            for (String label : section.equal()) {
                if (!syntax.isLabelName(label)) {
                    refuse(
                            Nodes.position(node, "equal"),
                            "invalid label name \"" + label + "\" in equal list");
                }
            }
            rules.add(
                    new InhibitRule(
                            section.name(),
                            matchers.read(node, "source_"),
                            matchers.read(node, "target_"),
                            section.equal(),
                            false));
        }
        return List.copyOf(rules);
    }

    private List<String> templates(SettingsNode root, List<String> patterns) {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            try {
                FileGlob.find(patterns.get(i)).stream().map(Path::toString).forEach(files::add);
            } catch (IllegalArgumentException e) {
                refuse(
                        Nodes.items(root, "templates").get(i).position(),
                        String.valueOf(e.getMessage()));
            }
        }
        return files.stream().distinct().toList();
    }

    private void notUsed(SettingsNode root, String key, boolean given) {
        if (given) {
            warnings.add(
                    Nodes.position(root, key) + ": " + key + " of Alertmanager has no effect here");
        }
    }

    private void refuse(TextPosition position, String message) {
        problems.add(new Problem("", position, message));
    }
}
