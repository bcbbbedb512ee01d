package io.gnomon.discovery.file.internal;

import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.osgi.service.component.annotations.Component;

import java.time.InstantSource;

/** The discovery {@code file}. */
@Component
public final class FileDiscoveryFactory implements DiscoveryFactory<FileSettings> {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public Class<FileSettings> settings() {
        return FileSettings.class;
    }

    @Override
    public Discovery create(FileSettings settings) {
        return new FileDiscovery(settings, InstantSource.system());
    }
}
