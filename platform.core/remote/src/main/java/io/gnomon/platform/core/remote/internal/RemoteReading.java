package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.RemoteReads;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.remote.internal.ask.ReadSource;
import io.gnomon.platform.core.remote.internal.ask.WiderStorage;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The servers of {@code remote_read}: kept while nothing changes for them. The service {@link
 * RemoteReads} is registered while there are any.
 */
@Component(service = RemoteReading.class, immediate = true)
public final class RemoteReading {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteReading.class);

    private final BundleContext context;
    private final HttpClients clients;
    private final BodyMemory memory = BodyMemory.ofHeap();
    private final Registration changes;
    private volatile List<ReadSource> sources = List.of();

    /** Guarded by this. */
    private @Nullable ServiceRegistration<RemoteReads> registration;

    @Activate
    public RemoteReading(
            BundleContext context,
            @Reference ConfigService config,
            @Reference HttpClients clients) {
        this.context = context;
        this.clients = clients;
        changes = config.onChange(this::apply);
        apply(config.current());
    }

    private synchronized void apply(LoadedConfig config) {
        List<ReadSource> before = sources;
        List<ReadSource> now = new ArrayList<>();
        Labels external = config.global().labels();
        for (RemoteReadConfig one : config.remote().reads()) {
            ReadSource same =
                    before.stream().filter(s -> s.isFor(one, external)).findFirst().orElse(null);
            ReadSource source = same == null ? open(one, external) : same;
            if (source != null) {
                now.add(source);
            }
        }
        sources = List.copyOf(now);
        register(!now.isEmpty());
        before.stream().filter(source -> !now.contains(source)).forEach(ReadSource::close);
    }

    private @Nullable ReadSource open(RemoteReadConfig config, Labels external) {
        try {
            String name =
                    config.name().isEmpty()
                            ? RemoteWrites.hash(config.url().toString()).substring(0, 6)
                            : config.name();
            return new ReadSource(config, name, external, clients.open(config.http()));
        } catch (IllegalArgumentException e) {
            LOG.error("nothing is read from {}: {}", config.shownUrl(), e.getMessage());
            return null;
        }
    }

    private void register(boolean wanted) {
        if (wanted && registration == null) {
            RemoteReads reads = (store, ended) -> new WiderStorage(store, sources, memory, ended);
            registration =
                    context.registerService(
                            RemoteReads.class, reads, FrameworkUtil.asDictionary(Map.of()));
        } else if (!wanted && registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    List<ReadSource> sources() {
        return sources;
    }

    @Deactivate
    synchronized void stop() {
        changes.close();
        register(false);
        sources.forEach(ReadSource::close);
        sources = List.of();
    }
}
