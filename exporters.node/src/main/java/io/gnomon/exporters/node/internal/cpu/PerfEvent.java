package io.gnomon.exporters.node.internal.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Events that the kernel counts for each processor; types and numbers of linux/perf_event.h. */
enum PerfEvent {
    CPU_CYCLES(Kind.HARDWARE, "CpuCycles", 0, "cpucycles_total", "Cycles."),
    CPU_INSTR(Kind.HARDWARE, "CpuInstr", 1, "instructions_total", "Instructions."),
    CACHE_REF(Kind.HARDWARE, "CacheRef", 2, "cache_refs_total", "Uses of the cache."),
    CACHE_MISSES(Kind.HARDWARE, "CacheMisses", 3, "cache_misses_total", "Not in the cache."),
    BRANCH_INSTR(Kind.HARDWARE, "BranchInstr", 4, "branch_instructions_total", "Branches."),
    BRANCH_MISSES(Kind.HARDWARE, "BranchMisses", 5, "branch_misses_total", "Guessed wrong."),
    STALLED_CYCLES_FRONTEND(
            Kind.HARDWARE,
            "StalledCyclesFrontend",
            7,
            "stalled_cycles_frontend_total",
            "Cycles that waited for instructions."),
    STALLED_CYCLES_BACKEND(
            Kind.HARDWARE,
            "StalledCyclesBackend",
            8,
            "stalled_cycles_backend_total",
            "Cycles that waited for data."),
    REF_CPU_CYCLES(
            Kind.HARDWARE,
            "RefCpuCycles",
            9,
            "ref_cpucycles_total",
            "Cycles of a clock that does not change."),

    PAGE_FAULT(Kind.SOFTWARE, "PageFault", 2, "page_faults_total", "Page faults."),
    CONTEXT_SWITCH(Kind.SOFTWARE, "ContextSwitch", 3, "context_switches_total", "Switches."),
    CPU_MIGRATION(Kind.SOFTWARE, "CpuMigration", 4, "cpu_migrations_total", "Tasks moved."),
    MINOR_FAULT(Kind.SOFTWARE, "MinorFault", 5, "minor_faults_total", "Faults without a disk."),
    MAJOR_FAULT(Kind.SOFTWARE, "MajorFault", 6, "major_faults_total", "Faults with a disk."),

    L1_DATA_READ_HIT("L1DataReadHit", Cache.L1D, false, false, "l1d_read_hits"),
    L1_DATA_READ_MISS("L1DataReadMiss", Cache.L1D, false, true, "l1d_read_misses"),
    L1_DATA_WRITE_HIT("L1DataWriteHit", Cache.L1D, true, false, "l1d_write_hits"),
    L1_INSTR_READ_MISS("L1InstrReadMiss", Cache.L1I, false, true, "l1_instr_read_misses"),
    LL_READ_HIT("LLReadHit", Cache.LL, false, false, "ll_read_hits"),
    LL_READ_MISS("LLReadMiss", Cache.LL, false, true, "ll_read_misses"),
    LL_WRITE_HIT("LLWriteHit", Cache.LL, true, false, "ll_write_hits"),
    LL_WRITE_MISS("LLWriteMiss", Cache.LL, true, true, "ll_write_misses"),
    INSTR_TLB_READ_HIT("InstrTLBReadHit", Cache.ITLB, false, false, "tlb_instr_read_hits"),
    INSTR_TLB_READ_MISS("InstrTLBReadMiss", Cache.ITLB, false, true, "tlb_instr_read_misses"),
    DATA_TLB_READ_HIT("DataTLBReadHit", Cache.DTLB, false, false, "tlb_data_read_hits"),
    DATA_TLB_READ_MISS("DataTLBReadMiss", Cache.DTLB, false, true, "tlb_data_read_misses"),
    DATA_TLB_WRITE_HIT("DataTLBWriteHit", Cache.DTLB, true, false, "tlb_data_write_hits"),
    DATA_TLB_WRITE_MISS("DataTLBWriteMiss", Cache.DTLB, true, true, "tlb_data_write_misses"),
    BPU_READ_HIT("BPUReadHit", Cache.BPU, false, false, "bpu_read_hits"),
    BPU_READ_MISS("BPUReadMiss", Cache.BPU, false, true, "bpu_read_misses");

    /** Of what, PERF_TYPE_*; a cache's number of an event has its operation and result in it. */
    enum Kind {
        HARDWARE(0),
        SOFTWARE(1),
        CACHE(3);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    /** PERF_COUNT_HW_CACHE_*. */
    private enum Cache {
        L1D(0),
        L1I(1),
        LL(2),
        DTLB(3),
        ITLB(4),
        BPU(5);

        private final int number;

        Cache(int number) {
            this.number = number;
        }
    }

    private final Kind kind;
    private final String flag;
    private final long config;
    private final String metric;
    private final String help;

    PerfEvent(Kind kind, String flag, long config, String metric, String help) {
        this.kind = kind;
        this.flag = flag;
        this.config = config;
        this.metric = metric;
        this.help = help;
    }

    PerfEvent(String flag, Cache cache, boolean write, boolean miss, String metric) {
        this(
                Kind.CACHE,
                flag,
                cache.number | (write ? 1 << 8 : 0) | (miss ? 1 << 16 : 0),
                "cache_" + metric + "_total",
                (write ? "Writes to " : "Reads of ") + cache + (miss ? " that missed." : "."));
    }

    int type() {
        return kind.type;
    }

    long config() {
        return config;
    }

    String metric() {
        return metric;
    }

    String help() {
        return help;
    }

    /**
     * Events of a kind by the names that node_exporter's flags have for them.
     *
     * @param setting for the message
     * @param names none for all
     * @throws IllegalArgumentException when there is no such event
     */
    static List<PerfEvent> named(Kind kind, String setting, List<String> names) {
        List<PerfEvent> all = Arrays.stream(values()).filter(e -> e.kind == kind).toList();
        if (names.isEmpty()) {
            return all;
        }
        List<PerfEvent> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(
                    all.stream()
                            .filter(e -> e.flag.equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            setting
                                                    + ": no event is named \""
                                                    + name
                                                    + "\"; there are "
                                                    + all.stream()
                                                            .map(e -> e.flag)
                                                            .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }
}
