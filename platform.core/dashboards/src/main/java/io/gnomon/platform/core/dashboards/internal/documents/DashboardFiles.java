package io.gnomon.platform.core.dashboards.internal.documents;

import io.gnomon.model.files.AtomicFile;
import io.gnomon.platform.core.dashboards.DashboardStore.Change;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.platform.core.dashboards.DashboardStore.Version;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The dashboards of a folder laid over those of the distribution, as {@code DashboardStore} has
 * them, library panels not looked up. Readers take the present map; scans and changes are made one
 * at a time and put a new map in its place.
 */
final class DashboardFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardFiles.class);
    private static final String ENDING = ".json";
    private static final Pattern FOLDER_NAME =
            Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]{0,99}");

    private final Path folder;
    private final Map<String, Shown> distribution = new HashMap<>();
    private final DashboardHistory history;
    private final Executor notifier;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** What was read of each file; guarded by this. */
    private Map<Path, DashboardFile> files = new TreeMap<>();

    private volatile Map<String, Shown> shown = Map.of();

    /** The first scan: nothing has changed yet. */
    private boolean reading = true;

    /** Whose change the next scan finds; guarded by this. */
    private Change by = Change.OF_A_FILE;

    /**
     * A dashboard with the file it comes from, null for the distribution's, and the files that say
     * the same uid.
     */
    private record Shown(Document document, @Nullable Path file, List<Path> ignored) {}

    /**
     * Reads the folder.
     *
     * @param folder need not be there; it is made by the first save
     * @param distribution JSON texts by uid
     * @param history gets what changes from now on
     * @param notifier where listeners are called; runs one task at a time
     */
    DashboardFiles(
            Path folder,
            Map<String, String> distribution,
            DashboardHistory history,
            Executor notifier) {
        this.folder = folder;
        this.history = history;
        this.notifier = notifier;
        distribution.forEach((uid, json) -> {
            try {
                this.distribution.put(uid, new Shown(Document.of(json, uid), null, List.of()));
            } catch (RequestRefused e) {
                LOG.error("dashboard {} of the distribution: {}", uid, e.getMessage());
            }
        });
        scan();
        reading = false;
    }

    /** Reads the files that changed since the last time. */
    synchronized void scan() {
        try {
            files = read(paths());
            show();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot read the folder of dashboards {}: {}", folder, e.toString());
        } catch (RuntimeException e) {
            // A throw would end the regular scans.
            LOG.error("reading the folder of dashboards {} failed", folder, e);
        }
    }

    private List<Path> paths() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> isDashboard(path.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDashboard(String fileName) {
        return fileName.endsWith(ENDING) && !fileName.startsWith(".");
    }

    private Map<Path, DashboardFile> read(List<Path> paths) {
        Map<Path, DashboardFile> now = new TreeMap<>();
        for (Path path : paths) {
            DashboardFile file = DashboardFile.read(path, files.get(path));
            if (file != null) {
                now.put(path, file);
            }
        }
        return now;
    }

    /** Puts what the files say in place of what was shown, and tells of the differences. */
    private void show() {
        Map<String, Shown> now = new HashMap<>(distribution);
        files.forEach((path, file) -> {
            Document document = file.document();
            if (document != null) {
                Shown first = now.get(document.uid());
                now.put(
                        document.uid(),
                        first == null || first.file() == null
                                ? new Shown(document, path, List.of())
                                : alsoSaidBy(path, first));
            }
        });
        Map<String, Shown> before = shown;
        now.forEach((uid, dashboard) -> warnOfIgnored(dashboard, before.get(uid)));
        shown = Map.copyOf(now);
        Set<String> uids = new HashSet<>(before.keySet());
        uids.addAll(now.keySet());
        for (String uid : uids) {
            if (version(before.get(uid)) != version(now.get(uid))) {
                if (!reading) {
                    history.changed(document(before.get(uid)), document(now.get(uid)), by);
                }
                tell(uid);
            }
        }
    }

    /** Tells the listeners that a dashboard looks different now. */
    void tell(String uid) {
        notifier.execute(() -> listeners.forEach(listener -> listener.accept(uid)));
    }

    private static Shown alsoSaidBy(Path path, Shown first) {
        List<Path> ignored = new ArrayList<>(first.ignored());
        ignored.add(path);
        return new Shown(first.document(), first.file(), List.copyOf(ignored));
    }

    /** Once for each file, not at every scan. */
    private static void warnOfIgnored(Shown now, @Nullable Shown before) {
        for (Path path : now.ignored()) {
            if (before == null || !before.ignored().contains(path)) {
                LOG.warn(
                        "the dashboard {} is not shown: its uid \"{}\" is that of {} already; give"
                                + " it another one",
                        path,
                        now.document().uid(),
                        now.file());
            }
        }
    }

    private static @Nullable Document document(@Nullable Shown dashboard) {
        return dashboard == null ? null : dashboard.document();
    }

    private static long version(@Nullable Shown dashboard) {
        return dashboard == null ? 0 : dashboard.document().version();
    }

    List<Summary> list() {
        List<Summary> list = new ArrayList<>();
        for (Shown dashboard : shown.values()) {
            Document document = dashboard.document();
            list.add(
                    new Summary(
                            document.uid(),
                            document.title(),
                            document.tags(),
                            folderOf(dashboard.file()),
                            dashboard.file() == null,
                            canSave(dashboard),
                            dashboard.ignored().stream().map(this::nameOf).toList()));
        }
        list.sort(
                Comparator.comparing(Summary::folder)
                        .thenComparing(Summary::title)
                        .thenComparing(Summary::uid));
        return list;
    }

    private String nameOf(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private String folderOf(@Nullable Path file) {
        if (file == null) {
            return "";
        }
        Path parent = folder.relativize(file).getParent();
        return parent == null ? "" : parent.toString().replace('\\', '/');
    }

    @Nullable Dashboard get(String uid) {
        Shown dashboard = shown.get(uid);
        if (dashboard == null) {
            return null;
        }
        Document document = dashboard.document();
        return new Dashboard(
                uid,
                document.json(),
                document.version(),
                dashboard.file() == null,
                canSave(dashboard));
    }

    private boolean canSave(Shown dashboard) {
        Path file = dashboard.file();
        Path written = file == null ? folder : file;
        return !Files.exists(written) || Files.isWritable(written);
    }

    synchronized long saveInto(String into, String uid, String json, long version, Change change)
            throws RequestRefused {
        Path target = below(into);
        if (!Document.isUid(uid)) {
            throw new RequestRefused(
                    Kind.INVALID,
                    "\"%s\" is not a uid: 1 to 64 letters, digits, - and _".formatted(uid));
        }
        Document document = Document.of(json, uid);
        scan();
        Shown stored = shown.get(uid);
        if (version(stored) != version) {
            throw new RequestRefused(
                    Kind.CONFLICT,
                    (stored == null
                                    ? "the dashboard has been deleted meanwhile"
                                    : "somebody else has changed the dashboard meanwhile")
                            + kept(history.tooLate(document, change)));
        }
        Path file =
                stored == null || stored.file() == null
                        ? target.resolve(uid + ENDING)
                        : stored.file();
        if ((stored == null || stored.file() == null) && Files.exists(file)) {
            throw new RequestRefused(
                    Kind.CONFLICT, "the file " + file + " is there and holds something else");
        }
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, Json.indented(Json.object(document.json())));
        } catch (IOException e) {
            throw new RequestRefused(Kind.CONFLICT, "cannot write " + file + ": " + e, e);
        }
        by = change;
        try {
            scan();
        } finally {
            by = Change.OF_A_FILE;
        }
        return document.version();
    }

    /** The folder of this path below that of dashboards. */
    private Path below(String into) throws RequestRefused {
        Path path = folder;
        for (String name : into.split("/", -1)) {
            if (name.isEmpty() && into.isEmpty()) {
                return path;
            }
            if (!FOLDER_NAME.matcher(name).matches()) {
                throw new RequestRefused(
                        Kind.INVALID,
                        "\"%s\" is no folder: names of at most 100 characters, with / between them, and none begins with a dot"
                                .formatted(into));
            }
            path = path.resolve(name);
        }
        return path;
    }

    private static String kept(long number) {
        return number == 0 ? "" : "; what you saved is version " + number + " of its history";
    }

    List<Version> versions(String uid) {
        return history.of(uid);
    }

    @Nullable String versionJson(String uid, long number) {
        return history.json(uid, number);
    }

    synchronized void delete(String uid) throws RequestRefused {
        Shown stored = shown.get(uid);
        if (stored == null) {
            throw new RequestRefused(Kind.NOT_FOUND, "there is no dashboard \"" + uid + "\"");
        }
        if (stored.file() == null) {
            throw new RequestRefused(
                    Kind.CONFLICT, "this dashboard comes with Gnomon and cannot be deleted");
        }
        try {
            Files.deleteIfExists(stored.file());
        } catch (IOException e) {
            throw new RequestRefused(Kind.CONFLICT, "cannot delete " + stored.file() + ": " + e, e);
        }
        scan();
    }

    Registration onChange(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
