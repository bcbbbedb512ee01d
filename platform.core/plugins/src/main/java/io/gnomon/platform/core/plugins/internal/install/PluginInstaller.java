package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.PluginRefused;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one thread that installs plugins: it looks at the folder and does what is asked of it. */
public final class PluginInstaller implements PluginAdmin, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginInstaller.class);
    private static final long UPLOAD_BYTES_MAX = 256L << 20;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final Path folder;
    private final boolean uploadsAllowed;
    private final Stage stage;
    private final JarStore store;
    private final Slots slots;
    private final Uploads uploads;
    private final CatalogueFolder catalogue;
    private final PluginSet plugins;
    private final FolderSync sync;
    private final AdminRequests requests;
    private final PluginRows rows;
    private final PluginTable table;
    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("plugin installer").factory());
    private boolean adopted;
    private boolean partsChecked;

    /**
     * How far the server has come. While the framework starts bundles nobody else may resolve one:
     * one of the two then fails for want of the framework's lock.
     */
    public interface Stage {
        /** The framework has started the plugins that it had: they can be looked at. */
        boolean pluginsAreStarted();

        /** All has started and nothing stops yet: plugins can be installed and replaced. */
        boolean isRunning();
    }

    /**
     * Opens the folder; nothing is installed before {@link #start}.
     *
     * @param uploadsAllowed whether {@link #upload} takes anything
     * @param catalogue folder of jars that may be installed, empty for none
     * @param stage how far the server has come
     * @param events runs listeners
     */
    public PluginInstaller(
            Path folder,
            boolean uploadsAllowed,
            String catalogue,
            Stage stage,
            Executor events,
            PluginParts parts)
            throws IOException {
        this.folder = folder;
        this.uploadsAllowed = uploadsAllowed;
        this.stage = stage;
        PluginFolder watched = new PluginFolder(folder);
        store = new JarStore(folder.resolve(".store"));
        DroppedJars dropped = new DroppedJars(watched, store);
        Ledger ledger = new Ledger(folder.resolve(".plugins.json"));
        PluginBundles bundles = new PluginBundles(parts.context());
        VersionSwitch versions = parts.versions();
        uploads = new Uploads(store, ledger);
        this.catalogue = new CatalogueFolder(catalogue);
        slots = new Slots(bundles, store);
        table = new PluginTable(parts.registry());
        rows = new PluginRows(slots, dropped, bundles, store, ledger, table);
        plugins =
                new PluginSet(
                        slots,
                        versions,
                        ledger,
                        rows,
                        event -> listeners.forEach(l -> tell(events, l, event)));
        sync = new FolderSync(dropped, bundles, slots, plugins, versions, store, ledger);
        requests = new AdminRequests(bundles, dropped, slots, plugins, sync, store, ledger);
    }

    private static void tell(Executor events, EventListener listener, PluginEvent event) {
        events.execute(() -> {
            try {
                listener.changed(event);
            } catch (RuntimeException e) {
                log.warn("a listener of plugin events failed", e);
            }
        });
    }

    /** Begins to look at the folder. */
    public void start(Duration interval) {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (!adopted) {
                if (!stage.pluginsAreStarted()) {
                    return;
                }
                slots.adopt();
                adopted = true;
                rows.publish();
            }
            if (!stage.isRunning()) {
                return;
            }
            if (!partsChecked) {
                sync.checkParts();
                partsChecked = true;
            }
            if (sync.look()) {
                slots.lookForOfficial();
                sync.follow();
                rows.publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.error("the plugins folder {} could not be looked at: {}", folder, Words.of(e));
            log.debug("looking at the plugins folder", e);
        }
    }

    @Override
    public List<PluginStatus> list() {
        return table.list();
    }

    @Override
    public PluginStatus upload(String fileName, InputStream in, String user)
            throws PluginRefused, IOException {
        if (!uploadsAllowed) {
            throw new PluginRefused(
                    "uploads are switched off (--gnomon.plugins.upload=false); put the jar into "
                            + folder);
        }
        Path file = store.receive(in, UPLOAD_BYTES_MAX);
        try {
            return waiting(file, fileName, user);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public PluginCatalogue catalogue() {
        return catalogue.look(list());
    }

    @Override
    public PluginStatus take(String sha256, String user) throws PluginRefused {
        Path file = catalogue.file(sha256);
        return waiting(file, file.getFileName().toString(), user);
    }

    /** Puts a jar among those that wait for their confirmation. */
    private PluginStatus waiting(Path file, String fileName, String user) throws PluginRefused {
        return ask(() -> {
            PluginJar jar = uploads.add(file, fileName, user);
            rows.publish();
            return rows.status(jar);
        });
    }

    @Override
    public PluginStatus confirm(String sha256, String user) throws PluginRefused {
        return ask(() -> {
            try {
                requests.put(uploads.get(sha256), user);
            } catch (PluginRefused e) {
                rows.notStarted(sha256, Words.of(e));
                throw e;
            }
            uploads.done(sha256);
            rows.publish();
            return byDigest(sha256);
        });
    }

    private PluginStatus byDigest(String sha256) {
        return list().stream().filter(p -> p.sha256().equals(sha256)).findFirst().orElseThrow();
    }

    @Override
    public PluginStatus start(String id, String user) throws PluginRefused {
        return ask(() -> {
            plugins.start(id, user);
            return rows.status(slots.at(id));
        });
    }

    @Override
    public PluginStatus stop(String id, String user) throws PluginRefused {
        CompletableFuture<Void> end = ask(() -> plugins.stop(id, user));
        try {
            end.get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PluginRefused(id + " takes no more calls, but does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return list().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    }

    @Override
    public void discard(String sha256, String user) throws PluginRefused {
        ask(() -> {
            uploads.discardOne(sha256, user);
            rows.publish();
            return true;
        });
    }

    @Override
    public void remove(String id, String user) throws PluginRefused {
        ask(() -> {
            boolean droppedHere =
                    list().stream()
                            .anyMatch(p ->
                                    p.id().equals(id)
                                            && !p.official()
                                            && p.state() != State.WAITING_FOR_CONFIRMATION);
            if (droppedHere || !uploads.discard(id, user)) {
                requests.remove(id, user);
            }
            rows.publish();
            return true;
        });
    }

    @Override
    public PluginStatus rollBack(String id, String user) throws PluginRefused {
        return ask(() -> {
            requests.rollBack(id, user);
            rows.publish();
            return rows.status(slots.at(id));
        });
    }

    /** Runs something on the installer's thread and waits for it. */
    private <T> T ask(Callable<T> work) throws PluginRefused {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            Throwable cause = Words.causeOf(e);
            throw cause instanceof PluginRefused refused
                    ? new PluginRefused(Words.of(refused), refused)
                    : new PluginRefused(Words.of(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginRefused("the server is stopping", e);
        }
    }

    @Override
    public @Nullable URL resource(String id, String versionAndHash, String path) {
        return table.resource(id, versionAndHash, path);
    }

    @Override
    public Registration onEvent(EventListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends the thread, if it does not hang; plugins stay as they are. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("a plugin is still being installed or removed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
