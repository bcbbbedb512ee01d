package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Numbers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How many processes and threads there are, by state. */
record ProcessesCollector(HostFiles files) implements Collector {
    /** Place of num_threads behind the name in /proc/PID/stat; see proc_pid_stat(5). */
    private static final int THREADS = 17;

    @Override
    public void collect(Metrics out) throws IOException {
        int processes = 0;
        double threads = 0;
        Map<String, Integer> states = new TreeMap<>();
        Map<String, Integer> threadStates = new TreeMap<>();
        for (Path process : files.list(files.proc(""), "[0-9]*")) {
            String[] stat = stat(process);
            if (stat.length <= THREADS) {
                continue; // it ended meanwhile
            }
            processes++;
            threads += Numbers.of(stat[THREADS], process);
            states.merge(stat[0], 1, Integer::sum);
            for (Path thread : files.list(process.resolve("task"), "[0-9]*")) {
                String[] threadStat = stat(thread);
                if (threadStat.length > 0) {
                    threadStates.merge(threadStat[0], 1, Integer::sum);
                }
            }
        }
        out.gauge("node_processes_threads", "Threads there are.", threads);
        out.gauge(
                "node_processes_max_threads",
                "Threads there may be.",
                files.require(files.proc("sys/kernel/threads-max")));
        states.forEach((state, count) ->
                out.gauge(
                        "node_processes_state", "Processes in each state.", count, "state", state));
        threadStates.forEach((state, count) ->
                out.gauge(
                        "node_processes_threads_state",
                        "Threads in each state.",
                        count,
                        "thread_state",
                        state));
        out.gauge("node_processes_pids", "Processes there are.", processes);
        out.gauge(
                "node_processes_max_processes",
                "Process numbers there may be.",
                files.require(files.proc("sys/kernel/pid_max")));
    }

    /** What follows the name, which is in parentheses and may have any character in it. */
    private String[] stat(Path process) {
        String text = files.text(process, "stat");
        int name = text.lastIndexOf(')');
        return name < 0 ? new String[0] : HostFiles.words(text.substring(name + 1));
    }
}
