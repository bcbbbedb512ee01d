package io.gnomon.itests;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.PeerMetrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Compares two exporters of one subject: the peer is asked before and after ours, so what did not
 * move between has one value and what moved has two bounds. Only what differs in every one of some
 * rounds counts, for a busy subject has series that come and go. A gauge that swings faster than
 * the three are asked may lie outside each time: it differs when what was seen of it in all rounds
 * has nothing in common with the peer's. A gauge is also what has no type and was seen to fall.
 */
final class SideBySide {
    private static final int ROUNDS = 10;
    private static final double ROUNDING = 1e-9;

    private final Callable<PeerMetrics> peer;
    private final Callable<PeerMetrics> ours;
    private final Map<Labels, Seen> seen = new HashMap<>();
    private int compared;

    private SideBySide(Callable<PeerMetrics> peer, Callable<PeerMetrics> ours) {
        this.peer = peer;
        this.ours = ours;
    }

    /** The metrics of a peer, as soon as it answers, and those of our exporter that runs alone. */
    static SideBySide of(PeerServer peer, AloneExporter ours, HttpClient client) throws Exception {
        peer.await(
                Duration.ofSeconds(60),
                "it answers",
                () -> peer.ask("GET", "metrics").statusCode() == 200);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ours.awaitAddress() + "/metrics")).build();
        return new SideBySide(
                () -> PeerMetrics.read(peer.ask("GET", "metrics").body()),
                () ->
                        PeerMetrics.read(
                                client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    }

    /** Series whose values were compared in the last round. */
    int compared() {
        return compared;
    }

    /**
     * What differs: sentences by family or series.
     *
     * @param isKnown whether the differences of a family, or of a series as {@link Labels#toString}
     *     writes it, are known and left out
     */
    List<String> differences(Predicate<String> isKnown) throws Exception {
        Map<String, String> lasting = null;
        for (int round = 0; round < ROUNDS && (lasting == null || !lasting.isEmpty()); round++) {
            Map<String, String> now = round(isKnown);
            if (lasting != null) {
                now.keySet().retainAll(lasting.keySet());
            }
            lasting = now;
        }
        return new ArrayList<>(lasting == null ? List.of() : lasting.values());
    }

    private Map<String, String> round(Predicate<String> isKnown) throws Exception {
        PeerMetrics before = peer.call();
        PeerMetrics own = ours.call();
        PeerMetrics after = peer.call();
        Map<String, String> differences = new TreeMap<>();
        Set<String> families = new TreeSet<>(own.types().keySet());
        families.addAll(before.types().keySet());
        families.removeIf(isKnown);
        for (String family : families) {
            String peers = before.types().getOrDefault(family, "missing");
            String mine = own.types().getOrDefault(family, "missing");
            if (!mine.equals(peers)) {
                differences.put(family, family + " is " + mine + ", of the peer " + peers);
            }
        }
        Set<Labels> all = new HashSet<>(own.samples().keySet());
        all.addAll(before.samples().keySet());
        all.removeIf(series ->
                isKnown.test(series.metricName())
                        || isKnown.test(series.toString())
                        || differences.containsKey(series.metricName()));
        compared = 0;
        for (Labels series : all) {
            compare(
                    series,
                    before.samples().get(series),
                    own.samples().get(series),
                    after.samples().get(series),
                    own.types().getOrDefault(series.metricName(), ""),
                    differences);
        }
        return differences;
    }

    private void compare(
            Labels series,
            Double before,
            Double own,
            Double after,
            String type,
            Map<String, String> into) {
        if (own == null) {
            if (after != null) {
                into.put(series.toString(), series + " is the peer's alone");
            }
        } else if (before == null) {
            if (after == null) {
                into.put(series.toString(), series + " is ours alone");
            }
        } else if (after != null) {
            compared++;
            double margin = Math.abs(before) * ROUNDING;
            boolean between =
                    own >= Math.min(before, after) - margin
                            && own <= Math.max(before, after) + margin;
            boolean none = own.isNaN() && before.isNaN();
            Seen all = seen.merge(series, Seen.of(before, own, after), Seen::and);
            boolean isGauge = type.equals("gauge") || (!type.equals("counter") && all.peerFell());
            boolean swings = isGauge && all.haveMovedAndMet();
            if (!between && !none && !swings) {
                into.put(
                        series.toString(),
                        series + " is " + own + ", of the peer " + before + " and " + after);
            }
        }
    }

    /**
     * The least and the greatest value of a series that the peer and ours have told so far.
     *
     * @param peerFell whether the peer told a lower value after a higher one
     */
    private record Seen(
            double peerLow,
            double peerHigh,
            double peerLast,
            boolean peerFell,
            double ownLow,
            double ownHigh) {
        static Seen of(double before, double own, double after) {
            return new Seen(
                    Math.min(before, after),
                    Math.max(before, after),
                    after,
                    after < before,
                    own,
                    own);
        }

        Seen and(Seen other) {
            return new Seen(
                    Math.min(peerLow, other.peerLow),
                    Math.max(peerHigh, other.peerHigh),
                    other.peerLast,
                    peerFell || other.peerFell || other.peerLow < peerLast,
                    Math.min(ownLow, other.ownLow),
                    Math.max(ownHigh, other.ownHigh));
        }

        boolean haveMovedAndMet() {
            return peerLow < peerHigh && ownLow <= peerHigh && ownHigh >= peerLow;
        }
    }
}
