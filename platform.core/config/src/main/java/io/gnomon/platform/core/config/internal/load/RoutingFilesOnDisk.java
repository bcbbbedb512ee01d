package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.WrittenEntry;
import io.gnomon.platform.core.config.alerting.YamlText;
import io.gnomon.platform.core.config.internal.load.AlertingTexts.Place;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks through alertmanager.yml, then through the fragments, in which order numbers count. */
final class RoutingFilesOnDisk implements RoutingFiles {
    private final AlertingTexts texts;
    private final MatcherSyntax syntax;
    private final Supplier<AlertmanagerFile> inForce;

    /**
     * @param syntax in which the files are read
     */
    RoutingFilesOnDisk(
            AlertingTexts texts, MatcherSyntax syntax, Supplier<AlertmanagerFile> inForce) {
        this.texts = texts;
        this.syntax = syntax;
        this.inForce = inForce;
    }

    private record Found(Place place, WrittenEntry entry) {}

    /**
     * An edit, worked out.
     *
     * @param entry as it stands afterwards, null when it is removed
     */
    private record Worked(WrittenFiles.Change change, String file, @Nullable WrittenEntry entry) {
        @Nullable YamlText text() {
            return change.text() == null ? null : new YamlText(file, change.text());
        }
    }

    private YamlText text(Place place) {
        return new YamlText(name(place), place.file().text());
    }

    /** The file's name in sentences; that of alertmanager.yml as it was given. */
    private String name(Place place) {
        return texts.isMain(place) ? inForce.get().file() : place.path().toString();
    }

    private @Nullable Found look(EntryKind kind, int number, List<Place> places)
            throws SettingsException {
        int next = isBuiltIn(kind, places) ? 1 : 0;
        for (Place place : places) {
            for (WrittenEntry entry : WrittenEntry.all(kind, text(place), syntax)) {
                if (next++ == number) {
                    return new Found(place, entry);
                }
            }
        }
        return null;
    }

    /** Without alertmanager.yml there is a default route that no file has. */
    private boolean isBuiltIn(EntryKind kind, List<Place> places) {
        return kind == EntryKind.ROUTE && places.stream().noneMatch(texts::isMain);
    }

    private static String version(List<Place> places) {
        return WrittenFiles.version(
                places.stream()
                        .map(Place::file)
                        .map(file -> file.name() + " " + file.version())
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public @Nullable EntryFile find(EntryKind kind, int number)
            throws IOException, SettingsException, VersionConflict {
        List<Place> places = texts.places();
        List<YamlText> now = places.stream().map(this::text).toList();
        if (!read(now).text().equals(inForce.get().text())) {
            throw new VersionConflict(
                    "the files of the Alertmanager say something else than what is in force; reload"
                            + " the configuration first");
        }
        Found found = look(kind, number, places);
        if (found != null) {
            WrittenEntry entry = found.entry;
            return new EntryFile(
                    name(found.place),
                    version(places),
                    found.place.isWritable(),
                    entry.settings(),
                    entry.place(),
                    entry.siblings(),
                    entry.routes(),
                    entry.below());
        }
        return number == 0 && isBuiltIn(kind, places)
                ? new EntryFile("", version(places), false, SettingsNode.empty(), 0, 1, 0, 0)
                : null;
    }

    /** What the texts say together. */
    private AlertmanagerFile read(List<YamlText> all) throws SettingsException {
        String name = inForce.get().file();
        YamlText main = null;
        List<YamlText> fragments = new ArrayList<>();
        for (YamlText text : all) {
            if (text.file().equals(name)) {
                main = text;
            } else {
                fragments.add(text);
            }
        }
        return AlertmanagerFile.of(main, fragments, syntax);
    }

    @Override
    public Tried tried(Edit edit) throws SettingsException, VersionConflict, IOException {
        List<Place> places = texts.places();
        return tried(edit.kind(), worked(edit, places), places);
    }

    private Tried tried(EntryKind kind, Worked worked, List<Place> places)
            throws SettingsException {
        List<YamlText> next = with(worked, places);
        AlertmanagerFile config;
        try {
            config = read(next);
        } catch (SettingsException e) {
            throw worked.entry == null ? e : atKeys(e, worked.entry);
        }
        return new Tried(worked.file, config, number(kind, worked.entry, next, places));
    }

    /** All texts in the order in which they count, with the one that an edit changes. */
    private List<YamlText> with(Worked worked, List<Place> places) {
        YamlText changed = worked.text();
        List<YamlText> next = new ArrayList<>();
        boolean there = false;
        for (Place place : places) {
            boolean same = name(place).equals(worked.file);
            // A new file is among the fragments, which are sorted by name.
            boolean here = same || (!texts.isMain(place) && worked.file.compareTo(name(place)) < 0);
            if (here && !there && changed != null) {
                next.add(changed);
            }
            there |= here;
            if (!same) {
                next.add(text(place));
            }
        }
        if (!there && changed != null) {
            next.add(changed);
        }
        return next;
    }

    private int number(
            EntryKind kind, @Nullable WrittenEntry entry, List<YamlText> all, List<Place> places)
            throws SettingsException {
        int number = isBuiltIn(kind, places) ? 1 : 0;
        for (YamlText text : all) {
            for (WrittenEntry other : WrittenEntry.all(kind, text, syntax)) {
                if (entry != null && entry.isAt(other)) {
                    return number;
                }
                number++;
            }
        }
        return -1;
    }

    /** Places in the text that is not written are told as keys of the form. */
    private static SettingsException atKeys(SettingsException e, WrittenEntry entry) {
        return new SettingsException(
                e.problems().stream()
                        .map(problem -> atKey(problem, entry.keyAt(problem.position())))
                        .toList());
    }

    private static Problem atKey(Problem problem, String key) {
        return key.isEmpty()
                ? new Problem("", problem.position(), problem.message())
                : new Problem("/" + key, problem.position(), problem.message());
    }

    @Override
    public void write(Edit edit) throws SettingsException, VersionConflict, IOException {
        texts.change(places -> {
            Worked worked = worked(edit, places);
            var _ = tried(edit.kind(), worked, places);
            return List.of(worked.change);
        });
    }

    private Worked worked(Edit edit, List<Place> places)
            throws SettingsException, VersionConflict, IOException {
        boolean inNobodysWay =
                edit.known().isEmpty()
                        && edit instanceof Addition
                        && edit.kind() == EntryKind.INHIBIT_RULE;
        if (!inNobodysWay && !edit.known().equals(version(places))) {
            throw new VersionConflict("the files of the Alertmanager have been changed");
        }
        return switch (edit) {
            case Addition addition -> added(addition, places);
            case Change change -> {
                Found found = existing(change.kind(), change.number(), places);
                yield worked(
                        found.place,
                        found.entry.with(change.settings(), inList(change.place(), found.entry)));
            }
            case Removal removal -> {
                Found found = existing(removal.kind(), removal.number(), places);
                if (found.entry.isDefaultRoute()) {
                    throw refused(name(found.place), "the default route cannot be deleted");
                }
                yield new Worked(
                        found.place.becomes(found.entry.without()), name(found.place), null);
            }
        };
    }

    private static int inList(int place, WrittenEntry entry) {
        return Math.clamp(place, 0, entry.siblings() - 1);
    }

    private Worked worked(Place place, WrittenEntry entry) {
        return new Worked(place.becomes(entry.text().text()), name(place), entry);
    }

    private Found existing(EntryKind kind, int number, List<Place> places)
            throws SettingsException, VersionConflict {
        Found found = look(kind, number, places);
        if (found == null) {
            throw new VersionConflict(
                    "there is no %s number %d in a file".formatted(kind.title(), number));
        }
        return found;
    }

    private Worked added(Addition addition, List<Place> places)
            throws SettingsException, VersionConflict, IOException {
        EntryKind kind = addition.kind();
        boolean main = places.stream().anyMatch(each -> texts.isMain(each) && each.isWritable());
        if (addition.parent() == 0 && !main) {
            return inFragment(kind, addition.settings());
        } else if (kind == EntryKind.INHIBIT_RULE) {
            Place place = places.getFirst();
            return worked(
                    place, WrittenEntry.added(kind, text(place), syntax, addition.settings()));
        }
        Found parent = existing(kind, addition.parent(), places);
        return worked(parent.place, parent.entry.withRoute(addition.settings(), addition.place()));
    }

    /** What alertmanager.yml cannot take comes into the fragment of its list's name. */
    private Worked inFragment(EntryKind kind, Mapping settings)
            throws SettingsException, IOException {
        WrittenFiles folder = texts.fragments();
        String name = kind.list() + ".yml";
        WrittenFile old = folder.file(name);
        Path path = folder.folder().resolve(name);
        YamlText text = new YamlText(path.toString(), old == null ? "" : old.text());
        WrittenEntry added = WrittenEntry.added(kind, text, syntax, settings);
        return new Worked(
                new WrittenFiles.Change(folder, name, old, added.text().text()),
                path.toString(),
                added);
    }

    private static SettingsException refused(String file, String why) {
        return new SettingsException(List.of(new Problem("", new TextPosition(file, 1, 1), why)));
    }
}
