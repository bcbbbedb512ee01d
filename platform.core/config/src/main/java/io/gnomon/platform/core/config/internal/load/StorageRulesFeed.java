package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.spi.runtime.Registration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells the store its rules: when both are there, and after each reload. */
@Component(
        service = {},
        immediate = true)
public final class StorageRulesFeed {
    private final StorageAdmin storage;
    private final Registration changes;

    @Activate
    public StorageRulesFeed(@Reference ConfigService config, @Reference StorageAdmin storage) {
        this.storage = storage;
        changes = config.onChange(this::tell);
        tell(config.current());
    }

    private void tell(LoadedConfig config) {
        storage.rules(config.gnomon().storage().rules(config.storage()));
    }

    @Deactivate
    void stop() {
        changes.close();
    }
}
