package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.List;
import java.util.stream.IntStream;

/** Target groups of {@code static_configs}. */
final class StaticTargets {
    private StaticTargets() {}

    /**
     * One group for each section, its source the section's index.
     *
     * @param addressesAreFinal no relabelling follows that could turn a URL into an address
     * @throws IllegalArgumentException when a target is no address
     */
    static List<TargetGroup> groups(
            List<ScrapeSection.StaticSection> sections, boolean addressesAreFinal) {
        return IntStream.range(0, sections.size())
                .mapToObj(i -> group(i, sections.get(i), addressesAreFinal))
                .toList();
    }

    private static TargetGroup group(
            int index, ScrapeSection.StaticSection section, boolean addressesAreFinal) {
        List<Labels> targets =
                section.targets().stream()
                        .map(address -> target(address, addressesAreFinal))
                        .toList();
        return new TargetGroup(String.valueOf(index), targets, Labels.of(section.labels()));
    }

    private static Labels target(String address, boolean isFinal) {
        if (isFinal && address.contains("/")) {
            throw new IllegalArgumentException("\"" + address + "\" is not a valid hostname");
        }
        return Labels.of("__address__", address);
    }
}
