package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.remote.internal.send.Sender;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The senders that prometheus.yml names: started, kept while nothing changes for them, and ended
 * with each reload.
 */
@Component(service = RemoteWrites.class, immediate = true)
public final class RemoteWrites {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWrites.class);
    private static final String FLUSH_DEADLINE = "storage.remote.flush-deadline";
    private static final String ENDING = ".position";

    /**
     * The place is kept, so there is no reason to wait long for a receiver that does not answer.
     */
    private static final Duration FLUSH_MOST = Duration.ofSeconds(10);

    private final HttpClients clients;
    private final Path folder;
    private final Duration flushDeadline;
    private final Registration changes;

    /** By what names the sender's file; guarded by this. */
    private final Map<String, Running> running = new LinkedHashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    /** A sender and all that it depends on. */
    private record Running(
            RemoteWriteConfig config, Labels external, ValidationScheme scheme, Sender sender) {
        boolean isFor(RemoteWriteConfig otherConfig, Labels labels, ValidationScheme otherScheme) {
            return config.equals(otherConfig) && external.equals(labels) && scheme == otherScheme;
        }
    }

    @Activate
    public RemoteWrites(
            BundleContext context,
            @Reference ConfigService config,
            @Reference HttpClients clients) {
        this.clients = clients;
        folder = Path.of(context.getProperty("gnomon.data"), "remote-write");
        String deadline = context.getProperty(FLUSH_DEADLINE);
        Duration flush =
                Duration.ofMillis(
                        Durations.parseMillis(
                                deadline == null || deadline.isEmpty() ? "1m" : deadline));
        flushDeadline = flush.compareTo(FLUSH_MOST) < 0 ? flush : FLUSH_MOST;
        changes = config.onChange(this::apply);
        apply(config.current());
    }

    private synchronized void apply(LoadedConfig config) {
        Labels external = config.global().labels();
        ValidationScheme given = config.global().metricNameValidationScheme();
        ValidationScheme scheme = given == null ? ValidationScheme.UTF8 : given;
        Map<String, RemoteWriteConfig> wanted = keyed(config.remote().writes());
        running.entrySet()
                .removeIf(one -> {
                    RemoteWriteConfig same = wanted.get(one.getKey());
                    boolean goesOn = same != null && one.getValue().isFor(same, external, scheme);
                    if (!goesOn) {
                        one.getValue().sender().close();
                    }
                    return !goesOn;
                });
        deleteOthers(wanted.keySet());
        wanted.forEach((key, one) -> {
            if (!running.containsKey(key)) {
                start(key, one, external, scheme);
            }
        });
    }

    private void start(
            String key, RemoteWriteConfig config, Labels external, ValidationScheme scheme) {
        try {
            Sender sender =
                    new Sender(
                            config,
                            config.name().isEmpty() ? key.substring(0, 6) : config.name(),
                            external,
                            scheme,
                            clients,
                            () -> storage,
                            folder.resolve(key + ENDING),
                            flushDeadline,
                            InstantSource.system());
            running.put(key, new Running(config, external, scheme, sender));
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("nothing is sent to {}: {}", config.shownUrl(), e.getMessage());
        }
    }

    /** The entries by a key that lasts as long as the name, or else the URL, stays the same. */
    private static Map<String, RemoteWriteConfig> keyed(List<RemoteWriteConfig> configs) {
        Map<String, RemoteWriteConfig> keyed = new LinkedHashMap<>();
        for (RemoteWriteConfig config : configs) {
            String key = "name " + config.name();
            int count = 0;
            while (config.name().isEmpty()
                    && keyed.containsKey(hash(config.url().toString() + count))) {
                count++;
            }
            keyed.put(
                    hash(config.name().isEmpty() ? config.url().toString() + count : key), config);
        }
        return keyed;
    }

    static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A receiver that comes back later begins with what comes then. */
    private void deleteOthers(Set<String> keys) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<String> names = keys.stream().map(key -> key + ENDING).collect(Collectors.toSet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                if (!names.contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("old positions in {} cannot be deleted: {}", folder, e.getMessage());
        }
    }

    synchronized List<Sender> senders() {
        return running.values().stream().map(Running::sender).toList();
    }

    @Deactivate
    synchronized void stop() {
        changes.close();
        running.values().forEach(one -> one.sender().close());
        running.clear();
    }
}
