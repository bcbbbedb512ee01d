package io.gnomon.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How punctual scrapes were, seen from the targets. The slots of a target lie an interval apart;
 * its most punctual request says where, and the others are late by what they come after their slot.
 *
 * @param missed slots between a target's first and last request in which none came
 */
record Lateness(int missed, double p99Millis, double mostMillis) {
    private static final double NANOS_A_MILLI = 1e6;

    /**
     * Of requests.
     *
     * @param arrivals a line each: number of the target and nanoseconds, in order of time
     */
    static Lateness of(String arrivals, long intervalMillis) {
        Map<String, List<Long>> byTarget = new HashMap<>();
        for (String line : arrivals.lines().toList()) {
            int space = line.indexOf(' ');
            byTarget.computeIfAbsent(line.substring(0, space), _ -> new ArrayList<>())
                    .add(Long.parseLong(line.substring(space + 1)));
        }
        double intervalNanos = intervalMillis * NANOS_A_MILLI;
        int missed = 0;
        double[] late = new double[byTarget.values().stream().mapToInt(List::size).sum()];
        int n = 0;
        for (List<Long> times : byTarget.values()) {
            long first = times.getFirst();
            double[] beside = new double[times.size()];
            long slot = 0;
            for (int i = 0; i < beside.length; i++) {
                long since = times.get(i) - first;
                long now = Math.round(since / intervalNanos);
                missed += (int) Math.max(0, now - slot - 1);
                slot = now;
                beside[i] = since - now * intervalNanos;
            }
            double punctual = Arrays.stream(beside).min().orElseThrow();
            for (double each : beside) {
                late[n++] = (each - punctual) / NANOS_A_MILLI;
            }
        }
        Arrays.sort(late);
        return n == 0
                ? new Lateness(0, 0, 0)
                : new Lateness(missed, late[(int) Math.ceil(0.99 * n) - 1], late[n - 1]);
    }
}
