package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.platform.core.config.OfflinePlugins;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.templates.NotificationTemplates;
import io.gnomon.platform.core.templates.TemplateException;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code check-config}: files with their templates and the sections of the channels that are here.
 */
final class CheckConfig {
    private final Arguments arguments;
    private final PrintWriter out;
    private final PrintWriter err;

    CheckConfig(Arguments arguments, PrintWriter out, PrintWriter err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    void run() throws AmtoolFailure, IOException {
        int failed = 0;
        try (OfflinePlugins<ChannelFactory<?>> channels =
                new OfflinePlugins<>(Path.of(arguments.get("plugins")), ChannelFactory.class)) {
            for (String file : arguments.rest()) {
                if (!Files.exists(Path.of(file))) {
                    throw new AmtoolFailure("path '" + file + "' does not exist");
                }
                failed += check(file, read(file), channels) ? 0 : 1;
            }
            if (arguments.rest().isEmpty()) {
                String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                failed += check("/dev/stdin", text, channels) ? 0 : 1;
            }
        }
        if (failed > 0) {
            throw new AmtoolFailure("failed to validate " + failed + " file(s)");
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private boolean check(String file, String text, OfflinePlugins<ChannelFactory<?>> channels) {
        out.print("Checking '" + file + "'");
        try {
            AlertmanagerFile config = AlertmanagerFile.parse(file, text, arguments.syntax());
            bind(config, channels);
            out.println("  SUCCESS");
            return found(config);
        } catch (SettingsException e) {
            out.println("  FAILED: " + e.getMessage());
            out.println();
            return false;
        }
    }

    private static void bind(AlertmanagerFile config, OfflinePlugins<ChannelFactory<?>> channels)
            throws SettingsException {
        SettingsBinder binder = ConfigFiles.binder();
        List<Problem> problems = new ArrayList<>();
        for (Receiver receiver : config.receivers()) {
            for (ChannelEntry entry : receiver.channels()) {
                ChannelFactory<?> channel = channels.find(entry.type());
                if (channel == null) {
                    continue;
                }
                try {
                    binder.bind(entry.settings(), channel.settings());
                } catch (SettingsException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private boolean found(AlertmanagerFile config) {
        out.println("Found:");
        out.println(" - global config");
        out.println(" - route");
        out.println(" - " + config.inhibitRules().size() + " inhibit rules");
        out.println(" - " + config.receivers().size() + " receivers");
        out.println(" - " + config.templatePatterns().size() + " templates");
        boolean right = true;
        if (!config.templatePatterns().isEmpty()) {
            try {
                NotificationTemplates _ =
                        NotificationTemplates.of(TemplateRender.texts(config.templates()));
                out.println("  SUCCESS");
            } catch (TemplateException | AmtoolFailure e) {
                out.println("  FAILED: " + e.getMessage());
                right = false;
            }
        }
        config.warnings().forEach(warning -> err.println("WARNING: " + warning));
        out.println();
        return right;
    }
}
