package io.gnomon.platform.core.config;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;

import java.util.List;

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
                String folder) {

    public static final GnomonAlerting DEFAULTS =
            new GnomonAlerting(new NoDataInhibition(false, List.of(), List.of()), "");

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
