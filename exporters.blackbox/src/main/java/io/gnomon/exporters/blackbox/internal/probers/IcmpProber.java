package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gnomon.exporters.blackbox.internal.config.IcmpModule;
import io.gnomon.spi.common.IcmpEcho;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Pings. */
public final class IcmpProber implements Prober {
    private static final String DURATION = "probe_icmp_duration_seconds";
    private static final String DURATION_HELP = "Seconds by phase.";
    private static final String PAYLOAD = "Gnomon probe";

    private final IcmpModule module;
    private final Names names;
    private final IcmpEcho icmp;

    public IcmpProber(IcmpModule module, Names names, IcmpEcho icmp) {
        this.module = module;
        this.names = names;
        this.icmp = icmp;
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Gauges gauges = probe.gauges();
        for (String phase : List.of("resolve", "setup", "rtt")) {
            phase(gauges, phase, 0);
        }
        long start = System.nanoTime();
        InetAddress address =
                names.choose(
                        probe,
                        HostPort.unbracketed(probe.target()),
                        module.preferredIpProtocol(),
                        module.ipProtocolFallback());
        phase(gauges, "resolve", System.nanoTime() - start);
        String from = module.sourceIpAddress();
        IcmpEcho.Reply reply =
                icmp.echo(
                        new IcmpEcho.Request(
                                address,
                                from.isEmpty() ? null : InetAddress.ofLiteral(from),
                                module.ttl(),
                                module.dontFragment(),
                                payload(),
                                probe.timeLeft()));
        phase(gauges, "setup", reply.setupNanos());
        phase(gauges, "rtt", reply.tripNanos());
        if (reply.hopLimit() > 0) {
            gauges.set(
                    "probe_icmp_reply_hop_limit",
                    "Hops that the reply had left: its time to live.",
                    reply.hopLimit());
        }
        return true;
    }

    private byte[] payload() {
        return module.payloadSize() == 0
                ? PAYLOAD.getBytes(US_ASCII)
                : new byte[module.payloadSize()];
    }

    private static void phase(Gauges gauges, String phase, long nanos) {
        gauges.set(DURATION, DURATION_HELP, Probe.seconds(nanos), "phase", phase);
    }
}
