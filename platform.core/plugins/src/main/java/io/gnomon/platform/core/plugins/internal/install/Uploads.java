package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.install.Ledger.Upload;
import io.gnomon.spi.runtime.PluginRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Uploaded jars that wait for their confirmation; nothing of them runs. For one thread. */
final class Uploads {
    private static final Logger audit = LoggerFactory.getLogger("io.gnomon.audit");

    private final JarStore store;
    private final Ledger ledger;

    Uploads(JarStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** Keeps a jar until it is confirmed or thrown away. */
    PluginJar add(Path file, String fileName, String user) throws PluginRefused, IOException {
        PluginJar jar;
        try {
            jar = store.keep(file, fileName);
        } catch (ZipException e) {
            throw new PluginRefused(
                    "%s is no jar, or not a whole one: %s".formatted(fileName, e.getMessage()), e);
        }
        ledger.uploads().removeIf(upload -> upload.sha256().equals(jar.sha256()));
        ledger.uploads().add(new Upload(jar.sha256(), fileName, user));
        ledger.save();
        audit.info(
                "plugin {} {} sha256={} publisher=\"{}\" uploaded as {} by {}",
                jar.id(),
                jar.version(),
                jar.sha256(),
                jar.publisher(),
                fileName,
                user);
        return jar;
    }

    /**
     * A jar that waits.
     *
     * @throws PluginRefused when none with this digest does
     */
    PluginJar get(String sha256) throws PluginRefused, IOException {
        if (ledger.uploads().stream().noneMatch(u -> u.sha256().equals(sha256))) {
            throw new PluginRefused("no upload with the SHA-256 %s waits".formatted(sha256));
        }
        return store.get(sha256);
    }

    /** The jar waits no more. */
    void done(String sha256) throws IOException {
        ledger.uploads().removeIf(upload -> upload.sha256().equals(sha256));
        ledger.save();
    }

    /**
     * Throws away one jar that waits.
     *
     * @throws PluginRefused when none with this digest does
     */
    void discardOne(String sha256, String user) throws PluginRefused, IOException {
        PluginJar jar = get(sha256);
        done(sha256);
        audit.info("upload of plugin {} {} thrown away by {}", jar.id(), jar.version(), user);
    }

    /** Throws away what waits under a plugin's id; false when nothing does. */
    boolean discard(String id, String user) throws PluginRefused, IOException {
        boolean any = false;
        for (Upload upload : ledger.uploads().toArray(new Upload[0])) {
            if (store.get(upload.sha256()).id().equals(id)) {
                ledger.uploads().remove(upload);
                any = true;
            }
        }
        if (any) {
            ledger.save();
            audit.info("upload of plugin {} thrown away by {}", id, user);
        }
        return any;
    }
}
