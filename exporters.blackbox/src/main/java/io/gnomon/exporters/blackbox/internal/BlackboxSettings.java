package io.gnomon.exporters.blackbox.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;

@Doc("Probes of hosts and services over HTTP, TCP, DNS, ICMP and gRPC")
record BlackboxSettings(
        @Doc("File with modules (blackbox.yml); where there is none, the usual modules")
                @Key("config.file")
                @Default("blackbox.yml")
                @Form(group = "Modules")
                String configFile,
        @Doc("Look now and then whether the file was changed, and read it again")
                @Key("config.enable-auto-reload")
                @Form(group = "Modules")
                boolean autoReload,
        @Doc("Seconds between two such looks")
                @Key("config.auto-reload-interval")
                @Default("30")
                @Limit(min = 1)
                @Form(group = "Modules", advanced = true)
                int autoReloadInterval,
        @Doc("Seconds that a probe ends before its scrape's time is over")
                @Key("timeout-offset")
                @Default("0.5")
                @Limit(min = 0)
                @Form(group = "Probes", advanced = true)
                double timeoutOffset,
        @Doc("Probes to remember for the landing page")
                @Key("history.limit")
                @Default("100")
                @Limit(min = 0, max = 10_000)
                @Form(group = "Probes", advanced = true)
                int historyLimit,
        @Doc("Least severe lines of a probe that are kept for its page")
                @Key("log.prober")
                @Default("info")
                @Form(group = "Probes", advanced = true)
                LogLevel proberLog) {

    /** See --log.prober. */
    enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
