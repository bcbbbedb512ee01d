package io.gnomon.platform.core.http.internal.tools;

import io.gnomon.platform.core.http.internal.tls.ReloadingTls;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig;
import io.gnomon.platform.core.http.internal.webconfig.WebConfigFile;
import io.gnomon.spi.settings.SettingsBinder;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/** {@code gnomon check web-config}. Arguments: the files. A line for each on the error stream. */
public final class CheckWebConfig implements ToolProvider {
    @Override
    public String name() {
        return "gnomon check web-config";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        SettingsBinder binder = ServiceLoader.load(SettingsBinder.class).findFirst().orElseThrow();
        int code = 0;
        for (String file : arguments) {
            try {
                TlsServerConfig tls = new WebConfigFile(binder, file).tls();
                if (tls != null) {
                    // Reads certificates and key as the server does.
                    ReloadingTls _ = new ReloadingTls(tls);
                }
                err.println(file + " SUCCESS");
            } catch (IOException e) {
                err.println(file + " FAILED: " + e.getMessage());
                code = 1;
            }
        }
        return code;
    }
}
