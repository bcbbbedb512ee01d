package io.gnomon.exporters.blackbox.internal;

import io.gnomon.exporters.blackbox.internal.config.ModulesFile;
import io.gnomon.exporters.blackbox.internal.config.ProbeModule;
import io.gnomon.exporters.blackbox.internal.probers.Prober;
import io.gnomon.spi.exporter.RequestRefused;

import java.util.Map;

/**
 * The modules of one reading of the file. After a reload the old ones stay until their last probe
 * is over. Any number of threads.
 */
final class Modules {
    private final ModulesFile file;
    private final Map<String, Prober> probers;
    private int users;
    private boolean retired;

    Modules(ModulesFile file, Map<String, Prober> probers) {
        this.file = file;
        this.probers = probers;
    }

    /** A module in use; closed when its probe is over. */
    interface Use extends AutoCloseable {
        ProbeModule module();

        Prober prober();

        @Override
        void close();
    }

    boolean has(String name) {
        return file.modules().containsKey(name);
    }

    /**
     * The module for one probe.
     *
     * @throws RequestRefused when it cannot be used; when it was replaced meanwhile, too
     */
    synchronized Use use(String name) throws RequestRefused {
        ProbeModule module = file.modules().get(name);
        if (module == null) {
            throw new RequestRefused("Unknown module \"" + name + "\"");
        }
        Prober prober = probers.get(name);
        if (prober == null) {
            throw new RequestRefused(String.valueOf(file.refusals().get(name)));
        }
        users++;
        return new Use() {
            @Override
            public ProbeModule module() {
                return module;
            }

            @Override
            public Prober prober() {
                return prober;
            }

            @Override
            public void close() {
                release();
            }
        };
    }

    private synchronized void release() {
        users--;
        closeWhenUnused();
    }

    /** No probe begins with them any more. */
    synchronized void retire() {
        retired = true;
        closeWhenUnused();
    }

    private void closeWhenUnused() {
        if (retired && users == 0) {
            probers.values().forEach(Prober::close);
        }
    }

    /** YAML of a module without secrets. */
    String shown(String name) {
        return file.shown().getOrDefault(name, "");
    }

    /** YAML of all modules without secrets. */
    String shown() {
        StringBuilder text = new StringBuilder("modules:\n");
        file.shown()
                .forEach((name, yaml) ->
                        text.append("  ").append(name).append(":\n").append(yaml.indent(4)));
        return text.toString();
    }
}
