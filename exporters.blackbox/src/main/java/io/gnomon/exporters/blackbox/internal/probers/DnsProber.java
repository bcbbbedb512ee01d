package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.DnsModule;
import io.gnomon.exporters.blackbox.internal.config.RecordChecks;
import io.gnomon.spi.common.TlsSockets;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Asks a name server one question and looks at the answer. */
public final class DnsProber implements Prober {
    private static final int PORT = 53;
    private static final int TLS_PORT = 853;
    private static final String DURATION = "probe_dns_duration_seconds";
    private static final String DURATION_HELP = "Seconds by phase.";

    private final DnsModule module;
    private final Names names;
    private final DnsExchange exchange;
    private final Checks answer;
    private final Checks authority;
    private final Checks additional;

    public DnsProber(DnsModule module, Names names, Deadlines deadlines, TlsSockets tls) {
        this.module = module;
        this.names = names;
        this.exchange =
                new DnsExchange(
                        module,
                        deadlines,
                        new Connections(tls, module.tlsConfig(), module.sourceIpAddress()));
        this.answer = new Checks(module.validateAnswer());
        this.authority = new Checks(module.validateAuthority());
        this.additional = new Checks(module.validateAdditional());
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        for (String phase : List.of("resolve", "connect", "request")) {
            gauges.set(DURATION, DURATION_HELP, 0, "phase", phase);
        }
        counts(gauges, 0, 0, 0);
        succeeded(gauges, false);
        HostPort target = HostPort.of(probe.target(), module.dnsOverTls() ? TLS_PORT : PORT);
        long start = System.nanoTime();
        InetAddress address =
                names.choose(
                        probe,
                        target.host(),
                        module.preferredIpProtocol(),
                        module.ipProtocolFallback());
        phase(gauges, "resolve", System.nanoTime() - start);
        DnsExchange.Times times = new DnsExchange.Times();
        Message found;
        try {
            found = exchange.ask(question(), target, address, probe, times);
        } finally {
            phase(gauges, "connect", times.connect());
            phase(gauges, "request", times.request());
        }
        succeeded(gauges, true);
        counts(
                gauges,
                found.getSection(Section.ANSWER).size(),
                found.getSection(Section.AUTHORITY).size(),
                found.getSection(Section.ADDITIONAL).size());
        if (Type.value(module.queryType()) == Type.SOA) {
            serial(found, gauges);
        }
        return codeIsValid(found.getRcode(), probe.log())
                && answer.pass("answer", found.getSection(Section.ANSWER), probe.log())
                && authority.pass("authority", found.getSection(Section.AUTHORITY), probe.log())
                && additional.pass("additional", found.getSection(Section.ADDITIONAL), probe.log());
    }

    private Message question() throws IOException {
        Name name = Name.fromString(module.queryName(), Name.root);
        Message question =
                Message.newQuery(
                        Record.newRecord(
                                name,
                                Type.value(module.queryType()),
                                DClass.value(module.queryClass())));
        if (!module.recursionDesired()) {
            question.getHeader().unsetFlag(Flags.RD);
        }
        return question;
    }

    private static void phase(Gauges gauges, String phase, long nanos) {
        gauges.set(DURATION, DURATION_HELP, Probe.seconds(nanos), "phase", phase);
    }

    private static void succeeded(Gauges gauges, boolean yes) {
        gauges.set("probe_dns_query_succeeded", "Whether an answer came.", yes ? 1 : 0);
    }

    private static void counts(Gauges gauges, int answer, int authority, int additional) {
        gauges.set("probe_dns_answer_rrs", "Records in the answer section.", answer);
        gauges.set("probe_dns_authority_rrs", "Records in the authority section.", authority);
        gauges.set("probe_dns_additional_rrs", "Records in the additional section.", additional);
    }

    private static void serial(Message found, Gauges gauges) {
        double serial = 0;
        for (Record each : found.getSection(Section.ANSWER)) {
            if (each instanceof SOARecord soa) {
                serial = soa.getSerial();
            }
        }
        gauges.set("probe_dns_serial", "Serial number of the zone.", serial);
    }

    private boolean codeIsValid(int code, ProbeLog log) {
        if (module.validRcodes().stream().anyMatch(valid -> Rcode.value(valid) == code)) {
            return true;
        }
        log.error(
                "Rcode is not one of the valid rcodes",
                "rcode",
                Rcode.string(code),
                "valid_rcodes",
                module.validRcodes());
        return false;
    }

    /** What must, or must not, be in a section. */
    private static final class Checks {
        private final List<Search> none;
        private final List<Search> every;
        private final List<Search> all;
        private final List<Search> any;

        Checks(RecordChecks checks) {
            this.none = Search.of(checks.failIfMatchesRegexp());
            this.every = Search.of(checks.failIfAllMatchRegexp());
            this.all = Search.of(checks.failIfNotMatchesRegexp());
            this.any = Search.of(checks.failIfNoneMatchesRegexp());
        }

        boolean pass(String section, List<Record> records, ProbeLog log) {
            List<String> lines = records.stream().map(DnsText::of).toList();
            String wrong = wrong(lines);
            if (!wrong.isEmpty()) {
                log.error("Validation of records failed", "section", section, "err", wrong);
            }
            return wrong.isEmpty();
        }

        /**
         * Empty when nothing is. fail_if_all_match_regexp fails, against its name, when not all
         * records match all its expressions: so the peer does, and so its users write it.
         */
        private String wrong(List<String> lines) {
            if (lines.isEmpty() && (!all.isEmpty() || !any.isEmpty())) {
                return "there are no records in which to look";
            }
            for (String line : lines) {
                for (Search search : none) {
                    if (search.finds(line)) {
                        return "a record matched " + search + ": " + line;
                    }
                }
                for (Search search : all) {
                    if (!search.finds(line)) {
                        return "a record did not match " + search + ": " + line;
                    }
                }
            }
            if (!lines.stream().allMatch(l -> every.stream().allMatch(s -> s.finds(l)))) {
                return "not all records matched " + every;
            }
            boolean anyMatches =
                    lines.stream().anyMatch(l -> any.stream().anyMatch(s -> s.finds(l)));
            return any.isEmpty() || anyMatches ? "" : "no record matched any of " + any;
        }
    }
}
