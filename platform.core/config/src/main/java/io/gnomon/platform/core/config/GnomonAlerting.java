package io.gnomon.platform.core.config;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code alerting} in gnomon.yml: what Alertmanager's own file has no words for. */
@Doc("Alerting, besides alertmanager.yml")
public record GnomonAlerting(
        @Doc("Whether alerts that only say that there is no data wait while their target is down")
                NoDataInhibition noDataInhibition,
        @Doc(
                        "Folder of fragments of alertmanager.yml that the server may write; empty"
                                + " for alerting.d in the data folder")
                @FilePath
                @Default("")
                String folder,
        @Doc("Whether mails show graphs of what their alerts compare") @Default("true")
                boolean graphs,
        @Doc("What is kept of what happened to alerts") HistorySection history,
        @Doc("Receivers for which the wait between repeated notifications grows")
                List<GrowingRepeat> growingRepeats,
        @Doc("Who is told next while nobody acknowledges an alert")
                List<EscalationChain> escalations) {

    public GnomonAlerting {
        Set<String> receivers = new HashSet<>();
        for (GrowingRepeat repeat : growingRepeats) {
            if (!receivers.add(repeat.receiver)) {
                throw new IllegalArgumentException(
                        "growing_repeats has the receiver \"" + repeat.receiver + "\" twice");
            }
        }
        receivers.clear();
        for (EscalationChain chain : escalations) {
            if (!receivers.add(chain.receiver)) {
                throw new IllegalArgumentException(
                        "escalations has the receiver \"" + chain.receiver + "\" twice");
            }
        }
    }

    public static final GnomonAlerting DEFAULTS =
            new GnomonAlerting(
                    new NoDataInhibition(false, List.of(), List.of()),
                    "",
                    true,
                    new HistorySection(Duration.ofDays(90), 500_000),
                    List.of(),
                    List.of());

    /**
     * How long to wait before a notification is repeated once more.
     *
     * @param interval {@code repeat_interval} of the route
     * @param repeats how often it was repeated already
     */
    public Duration repeatWait(String receiver, Duration interval, int repeats) {
        for (GrowingRepeat repeat : growingRepeats) {
            if (repeat.receiver.equals(receiver)) {
                double grown = interval.toMillis() * Math.pow(repeat.factor, repeats);
                long wait = (long) Math.min(grown, (double) repeat.longest.toMillis());
                return Duration.ofMillis(Math.max(wait, interval.toMillis()));
            }
        }
        return interval;
    }

    /** Steps that alerts of a receiver go while nobody acknowledges them; none when they stay. */
    public List<EscalationStep> escalationSteps(String receiver) {
        for (EscalationChain chain : escalations) {
            if (chain.receiver.equals(receiver)) {
                return chain.steps;
            }
        }
        return List.of();
    }

    /** Alerts of a receiver go up, step by step. */
    public record EscalationChain(
            @Doc("Name in alertmanager.yml of who is told first") String receiver,
            @Doc("Who is told when, in the order of time") @Limit(min = 1)
                    List<EscalationStep> steps) {
        public EscalationChain {
            Set<String> names = new HashSet<>(Set.of(receiver));
            Duration last = Duration.ZERO;
            for (EscalationStep step : steps) {
                if (step.after.compareTo(last) <= 0) {
                    throw new IllegalArgumentException(
                            "each step must come after the one before, and the first after 0s");
                }
                last = step.after;
                for (String name : step.to) {
                    if (!names.add(name)) {
                        throw new IllegalArgumentException(
                                "the receiver \"" + name + "\" stands twice on the way up");
                    }
                }
            }
        }
    }

    /** Receivers that are told of what nobody has acknowledged by then. */
    public record EscalationStep(
            @Doc("How long nobody has acknowledged it, from the first notification") Duration after,
            @Doc("Names in alertmanager.yml") @Limit(min = 1) List<String> to) {}

    /** Each wait is some times as long as the one before. */
    public record GrowingRepeat(
            @Doc("Name in alertmanager.yml") String receiver,
            @Doc("How many times as long as the wait before") @Default("2") @Limit(min = 1)
                    double factor,
            @Doc("Longest wait; repeat_interval of the route when that is longer") @Default("1d")
                    Duration longest) {}

    /** Limits of the history of alerts; what is older, or more, is forgotten. */
    public record HistorySection(
            @Doc("How long events are kept; 0 for ever") @Default("90d") Duration keep,
            @Doc("Most events that are kept") @Default("500000") @Limit(min = 1) long maxEvents) {}

    /** Settings of the generated inhibition. */
    public record NoDataInhibition(
            @Doc("Whether there is such an inhibition") @Default("false") boolean enabled,
            @Doc(
                            "Matchers of alerts that say that a target is down, such as"
                                    + " alertname=\"TargetDown\"; without any: those of rules that"
                                    + " compare up with a number")
                    List<String> downMatchers,
            @Doc(
                            "Matchers of alerts that only say that there is no data; without any:"
                                    + " those of rules that are only absent() or"
                                    + " absent_over_time()")
                    List<String> noDataMatchers) {
        public NoDataInhibition {
            check(downMatchers);
            check(noDataMatchers);
        }

        private static void check(List<String> matchers) {
            for (String text : matchers) {
                List<Matcher> _ = MatcherSyntax.FALLBACK.parse(text);
            }
        }
    }
}
