package io.gnomon.discovery.file.internal;

import io.gnomon.platform.testkit.discovery.DiscoveryContractTest;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class FileDiscoveryContractTest extends DiscoveryContractTest<FileSettings> {
    @TempDir Path folder;

    @Override
    protected DiscoveryFactory<FileSettings> factory() {
        return new FileDiscoveryFactory();
    }

    @Override
    protected FileSettings settings() throws IOException {
        Files.writeString(folder.resolve("a.yml"), "- targets: ['h:1']\n- targets: ['h:2']\n");
        return new FileSettings(List.of(folder + "/*.yml"), Duration.ofMinutes(5));
    }

    @Override
    protected void change() throws IOException {
        Files.writeString(folder.resolve("b.yml"), "- targets: ['h:3']\n");
    }

    @Override
    protected void breakIt() throws IOException {
        Files.writeString(folder.resolve("a.yml"), "- targets: [");
    }
}
