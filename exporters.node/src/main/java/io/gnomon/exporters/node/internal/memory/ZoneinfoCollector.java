package io.gnomon.exporters.node.internal.memory;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Zones of memory of /proc/zoneinfo, in pages. */
record ZoneinfoCollector(HostFiles files) implements Collector {
    private static final Pattern ZONE = Pattern.compile("Node (\\d+), zone +(\\S+)");
    private static final String PREFIX = "node_zoneinfo_";

    /** Key in the file and family; a family that ends with _total is a counter. */
    private static final Map<String, String> FAMILIES =
            Map.ofEntries(
                    Map.entry("min", "min_pages"),
                    Map.entry("low", "low_pages"),
                    Map.entry("high", "high_pages"),
                    Map.entry("spanned", "spanned_pages"),
                    Map.entry("present", "present_pages"),
                    Map.entry("managed", "managed_pages"),
                    Map.entry("nr_active_anon", "nr_active_anon_pages"),
                    Map.entry("nr_inactive_anon", "nr_inactive_anon_pages"),
                    Map.entry("nr_isolated_anon", "nr_isolated_anon_pages"),
                    Map.entry("nr_anon_pages", "nr_anon_pages"),
                    Map.entry("nr_anon_transparent_hugepages", "nr_anon_transparent_hugepages"),
                    Map.entry("nr_active_file", "nr_active_file_pages"),
                    Map.entry("nr_inactive_file", "nr_inactive_file_pages"),
                    Map.entry("nr_isolated_file", "nr_isolated_file_pages"),
                    Map.entry("nr_file_pages", "nr_file_pages"),
                    Map.entry("nr_slab_reclaimable", "nr_slab_reclaimable_pages"),
                    Map.entry("nr_slab_unreclaimable", "nr_slab_unreclaimable_pages"),
                    Map.entry("nr_kernel_stack", "nr_kernel_stacks"),
                    Map.entry("nr_mapped", "nr_mapped_pages"),
                    Map.entry("nr_dirty", "nr_dirty_pages"),
                    Map.entry("nr_writeback", "nr_writeback_pages"),
                    Map.entry("nr_unevictable", "nr_unevictable_pages"),
                    Map.entry("nr_shmem", "nr_shmem_pages"),
                    Map.entry("nr_free_pages", "nr_free_pages"),
                    Map.entry("nr_dirtied", "nr_dirtied_total"),
                    Map.entry("nr_written", "nr_written_total"),
                    Map.entry("numa_hit", "numa_hit_total"),
                    Map.entry("numa_miss", "numa_miss_total"),
                    Map.entry("numa_foreign", "numa_foreign_total"),
                    Map.entry("numa_interleave", "numa_interleave_total"),
                    Map.entry("numa_local", "numa_local_total"),
                    Map.entry("numa_other", "numa_other_total"));

    @Override
    public void collect(Metrics out) throws IOException {
        Path file = files.proc("zoneinfo");
        String[] labels = {};
        for (String line : files.lines(file)) {
            Matcher zone = ZONE.matcher(line);
            String text = line.strip();
            if (zone.find()) {
                labels = new String[] {"node", zone.group(1), "zone", zone.group(2)};
            } else if (text.startsWith("protection:")) {
                String[] pages = text.replaceAll("[^\\d,]", "").split(",", -1);
                for (int i = 0; i < pages.length; i++) {
                    out.gauge(
                            PREFIX + "protection_" + i,
                            "Pages kept from allocations that could use zone " + i + ".",
                            Numbers.of(pages[i], file),
                            labels);
                }
            } else {
                String[] words = HostFiles.words(text);
                String family = words.length == 2 ? FAMILIES.get(words[0]) : null;
                if (family != null) {
                    boolean counter = family.endsWith("_total");
                    out.family(
                            PREFIX + family,
                            counter ? MetricType.COUNTER : MetricType.GAUGE,
                            "What the kernel calls " + words[0] + ", in pages of the zone.");
                    out.sample(Numbers.of(words[1], file), labels);
                }
            }
        }
    }
}
