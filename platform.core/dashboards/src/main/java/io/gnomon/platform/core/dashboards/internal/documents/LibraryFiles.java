package io.gnomon.platform.core.dashboards.internal.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.files.AtomicFile;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.DashboardStore.Summary;
import io.gnomon.platform.core.dashboards.LibraryPanels;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.grafana.ClassicForm;
import io.gnomon.platform.core.dashboards.internal.grafana.Notes;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The library panels of a folder. Readers take the present map; scans and changes are made one at a
 * time and put a new map in its place.
 */
final class LibraryFiles implements LibraryPanels {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryFiles.class);
    private static final String REFERENCE = "libraryPanel";
    private static final int NAME_MAX = 200;

    /** What a dashboard says of each place in which it shows the panel. */
    private static final Set<String> OF_THE_PLACE =
            Set.of("id", "gridPos", REFERENCE, "repeat", "repeatDirection", "maxPerRow");

    private final Path folder;
    private final DashboardFiles dashboards;
    private volatile Map<String, Stored> shown;

    /** A file's content. */
    private record Stored(String uid, String name, ObjectNode model, long version) {}

    /**
     * Reads the folder.
     *
     * @param folder need not be there; it is made by the first save
     * @param dashboards as they are in their files
     */
    LibraryFiles(Path folder, DashboardFiles dashboards) {
        this.folder = folder;
        this.dashboards = dashboards;
        shown = read(Map.of());
    }

    /** Reads the files anew; dashboards whose panels have changed are told of. */
    synchronized void scan() {
        Map<String, Stored> before = shown;
        Map<String, Stored> now = read(before);
        shown = now;
        Set<String> uids = new HashSet<>(before.keySet());
        uids.addAll(now.keySet());
        uids.removeIf(uid -> version(before.get(uid)) == version(now.get(uid)));
        for (String uid : uids) {
            usedBy(uid).forEach(dashboard -> dashboards.tell(dashboard.uid()));
        }
    }

    private Map<String, Stored> read(Map<String, Stored> before) {
        Map<String, Stored> found = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.json")) {
            for (Path file : files) {
                Stored panel = read(file, before);
                if (panel != null) {
                    found.put(panel.uid(), panel);
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot read the folder of library panels {}: {}", folder, e.toString());
            return before;
        }
        return found;
    }

    /** A file that is broken now goes on with what it was before; an editor may be writing it. */
    private static @Nullable Stored read(Path file, Map<String, Stored> before) {
        String name = file.getFileName().toString();
        String uid = name.substring(0, name.length() - ".json".length());
        try {
            ObjectNode json = Json.object(Files.readString(file));
            return stored(uid, json.path("name").asText(uid), json.path("model"));
        } catch (IOException e) {
            LOG.warn("cannot read the library panel {}: {}", file, e.toString());
        } catch (RequestRefused e) {
            LOG.warn("{}: {}", file, e.getMessage());
        }
        return before.get(uid);
    }

    private static Stored stored(String uid, String name, JsonNode model) throws RequestRefused {
        String type = model.path("type").asText("");
        if (!(model instanceof ObjectNode panel) || type.isEmpty() || type.equals("row")) {
            throw new RequestRefused(Kind.INVALID, "\"model\" must be a panel with a \"type\"");
        }
        if (!Document.isUid(uid)) {
            throw new RequestRefused(
                    Kind.INVALID,
                    "\"%s\" is not a uid: 1 to 64 letters, digits, - and _".formatted(uid));
        }
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw new RequestRefused(
                    Kind.INVALID, "a name has 1 to " + NAME_MAX + " letters, not \"" + name + "\"");
        }
        ObjectNode dashboard = Json.newObject();
        dashboard.putArray("panels").add(panel.deepCopy());
        ObjectNode kept = ClassicForm.panels(ClassicForm.of(dashboard, new Notes())).getFirst();
        kept.remove(OF_THE_PLACE);
        return new Stored(uid, name, kept, Document.hash(name + Json.text(kept)));
    }

    private static long version(@Nullable Stored panel) {
        return panel == null ? 0 : panel.version();
    }

    @Override
    public List<LibraryPanel> list() {
        return shown.values().stream()
                .map(this::entry)
                .sorted(Comparator.comparing(LibraryPanel::name).thenComparing(LibraryPanel::uid))
                .toList();
    }

    @Override
    public @Nullable LibraryPanel get(String uid) {
        Stored panel = shown.get(uid);
        return panel == null ? null : entry(panel);
    }

    private LibraryPanel entry(Stored panel) {
        return new LibraryPanel(
                panel.uid(),
                panel.name(),
                Json.text(panel.model()),
                panel.version(),
                usedBy(panel.uid()));
    }

    private List<Summary> usedBy(String uid) {
        return dashboards.list().stream()
                .filter(each -> uses(dashboards.get(each.uid()), uid))
                .toList();
    }

    private static boolean uses(@Nullable Dashboard dashboard, String uid) {
        if (dashboard == null || !refers(dashboard)) {
            return false;
        }
        return ClassicForm.panels(tree(dashboard)).stream()
                .anyMatch(panel -> uid.equals(reference(panel)));
    }

    private static String reference(ObjectNode panel) {
        return panel.path(REFERENCE).path("uid").asText("");
    }

    /** Most dashboards have no such panel and need not be parsed. */
    private static boolean refers(Dashboard dashboard) {
        return dashboard.json().contains('"' + REFERENCE + '"');
    }

    private static ObjectNode tree(Dashboard dashboard) {
        try {
            return Json.object(dashboard.json());
        } catch (RequestRefused e) {
            throw new IllegalStateException("a stored dashboard is JSON", e);
        }
    }

    /** The dashboard with its library panels as they are in the library. */
    Dashboard filled(Dashboard dashboard) {
        if (!refers(dashboard)) {
            return dashboard;
        }
        ObjectNode tree = tree(dashboard);
        for (ObjectNode panel : ClassicForm.panels(tree)) {
            Stored stored = shown.get(reference(panel));
            if (stored != null) {
                panel.retain(OF_THE_PLACE);
                panel.setAll(stored.model().deepCopy());
                panel.putObject(REFERENCE).put("uid", stored.uid()).put("name", stored.name());
            }
        }
        return new Dashboard(
                dashboard.uid(),
                Json.text(tree),
                dashboard.version(),
                dashboard.provisioned(),
                dashboard.canSave());
    }

    @Override
    public synchronized long save(String uid, String name, String model, long version)
            throws RequestRefused {
        Stored panel = stored(uid, name.strip(), Json.object(model));
        scan();
        if (version(shown.get(uid)) != version) {
            throw new RequestRefused(
                    Kind.CONFLICT, "somebody else has changed the library panel meanwhile");
        }
        for (Stored other : shown.values()) {
            if (other.name().equals(panel.name()) && !other.uid().equals(uid)) {
                throw new RequestRefused(
                        Kind.CONFLICT, "there is a library panel \"" + panel.name() + "\" already");
            }
        }
        ObjectNode json = Json.newObject().put("uid", uid).put("name", panel.name()).put("kind", 1);
        json.set("model", panel.model());
        Path file = file(uid);
        try {
            Files.createDirectories(folder);
            AtomicFile.write(file, Json.indented(json));
        } catch (IOException e) {
            throw new RequestRefused(Kind.CONFLICT, "cannot write " + file + ": " + e, e);
        }
        scan();
        return panel.version();
    }

    private Path file(String uid) {
        return folder.resolve(uid + ".json");
    }

    @Override
    public synchronized void delete(String uid) throws RequestRefused {
        LibraryPanel panel = get(uid);
        if (panel == null) {
            throw new RequestRefused(Kind.NOT_FOUND, "there is no library panel \"" + uid + "\"");
        }
        if (!panel.usedBy().isEmpty()) {
            List<String> titles = panel.usedBy().stream().map(Summary::title).toList();
            throw new RequestRefused(
                    Kind.CONFLICT,
                    "the library panel \"%s\" is used by %s; unlink it there first"
                            .formatted(panel.name(), String.join(", ", titles)));
        }
        try {
            AtomicFile.delete(file(uid));
        } catch (IOException e) {
            throw new RequestRefused(Kind.CONFLICT, "cannot delete " + file(uid) + ": " + e, e);
        }
        scan();
    }

    @Override
    public synchronized List<String> take(String dashboard) throws RequestRefused {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> element :
                Json.object(dashboard).path("__elements").properties()) {
            String uid = element.getValue().path("uid").asText(element.getKey());
            String name = element.getValue().path("name").asText(uid);
            JsonNode model = element.getValue().path("model");
            boolean named = shown.values().stream().anyMatch(each -> each.name().equals(name));
            if (Document.isUid(uid) && !shown.containsKey(uid) && !named && model.has("type")) {
                long _ = save(uid, name, Json.text(model), 0);
                taken.add(name);
            }
        }
        return taken;
    }
}
