package io.gnomon.platform.core.http.internal;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The rooms as OSGi services that come and go. Of two versions of one, the older is given until it
 * goes, and from then on the newer.
 */
final class ServiceRooms implements Rooms, AutoCloseable {
    private final BundleContext context;
    private final ConfigService config;
    private final SettingsBinder binder;
    private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new HashMap<>();
    private final List<ServiceTracker<?, ?>> followers = new ArrayList<>();

    /** Takes what is there and listens from now on. */
    ServiceRooms(BundleContext context, ConfigService config, SettingsBinder binder) {
        this.context = context;
        this.config = config;
        this.binder = binder;
        for (Class<?> service : NAMES.keySet()) {
            ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, service, null);
            tracker.open();
            trackers.put(service, tracker);
        }
    }

    @Override
    public ConfigService config() {
        return config;
    }

    @Override
    public SettingsBinder binder() {
        return binder;
    }

    @Override
    public <T> @Nullable T find(Class<T> service) {
        ServiceTracker<?, ?> tracker = trackers.get(service);
        if (tracker == null) {
            throw new IllegalArgumentException(service + " is not one of Rooms.NAMES");
        }
        // Not getService(): it may remember one that goes while it is being asked for.
        var first = tracker.getTracked().firstEntry();
        return first == null ? null : service.cast(first.getValue());
    }

    /**
     * Begins something with the service now or when it comes, and again with each later one.
     *
     * @param begin on the thread that brought the service; what it returns is closed when it goes
     */
    <T> void follow(Class<T> service, Function<T, Registration> begin) {
        ServiceTracker<T, Registration> follower =
                new ServiceTracker<>(context, service, null) {
                    @Override
                    public @Nullable Registration addingService(ServiceReference<T> reference) {
                        T arrived = context.getService(reference);
                        return arrived == null ? null : begin.apply(arrived);
                    }

                    @Override
                    public void removedService(ServiceReference<T> reference, Registration begun) {
                        begun.close();
                        context.ungetService(reference);
                    }
                };
        follower.open();
        followers.add(follower);
    }

    @Override
    public void close() {
        followers.forEach(ServiceTracker::close);
        trackers.values().forEach(ServiceTracker::close);
    }
}
