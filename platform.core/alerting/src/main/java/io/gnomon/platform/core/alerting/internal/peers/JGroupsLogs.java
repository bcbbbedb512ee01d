package io.gnomon.platform.core.alerting.internal.peers;

import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What JGroups logs goes where all goes; its everyday matters are no news of ours, and what a
 * stranger sends to its port is worth a line, not a stack trace.
 */
final class JGroupsLogs implements CustomLogFactory {
    @Override
    public Log getLog(Class<?> type) {
        return getLog(type.getName());
    }

    @Override
    public Log getLog(String category) {
        return new ToSlf4j(LoggerFactory.getLogger(category));
    }

    private record ToSlf4j(Logger log) implements Log {
        @SuppressWarnings("AnnotateFormatMethod") // formats come from JGroups
        private void say(Level level, String format, Object... args) {
            if (log.isEnabledForLevel(level)) {
                log.atLevel(level).log(String.format(format, args));
            }
        }

        @Override
        public boolean isFatalEnabled() {
            return log.isErrorEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return log.isErrorEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return log.isWarnEnabled();
        }

        @Override
        public boolean isInfoEnabled() {
            return log.isDebugEnabled();
        }

        @Override
        public boolean isDebugEnabled() {
            return log.isDebugEnabled();
        }

        @Override
        public boolean isTraceEnabled() {
            return log.isTraceEnabled();
        }

        @Override
        public void fatal(String msg) {
            log.error(msg);
        }

        @Override
        public void fatal(String format, Object... args) {
            say(Level.ERROR, format, args);
        }

        @Override
        public void fatal(String msg, Throwable throwable) {
            log.error("{}: {}", msg, throwable.toString());
        }

        @Override
        public void error(String msg) {
            log.error(msg);
        }

        @Override
        public void error(String format, Object... args) {
            say(Level.ERROR, format, args);
        }

        @Override
        public void error(String msg, Throwable throwable) {
            log.error("{}: {}", msg, throwable.toString());
        }

        @Override
        public void warn(String msg) {
            log.warn(msg);
        }

        @Override
        public void warn(String format, Object... args) {
            say(Level.WARN, format, args);
        }

        @Override
        public void warn(String msg, Throwable throwable) {
            log.warn("{}: {}", msg, throwable.toString());
        }

        @Override
        public void info(String msg) {
            log.debug(msg);
        }

        @Override
        public void info(String format, Object... args) {
            say(Level.DEBUG, format, args);
        }

        @Override
        public void debug(String msg) {
            log.debug(msg);
        }

        @Override
        public void debug(String format, Object... args) {
            say(Level.DEBUG, format, args);
        }

        @Override
        public void debug(String msg, Throwable throwable) {
            log.debug(msg, throwable);
        }

        @Override
        public void trace(Object obj) {
            log.trace("{}", obj);
        }

        @Override
        public void trace(String msg) {
            log.trace(msg);
        }

        @Override
        public void trace(String format, Object... args) {
            say(Level.TRACE, format, args);
        }

        @Override
        public void trace(String msg, Throwable throwable) {
            log.trace(msg, throwable);
        }

        /** Levels are set where all are. */
        @Override
        public void setLevel(String level) {}

        @Override
        public String getLevel() {
            return log.isDebugEnabled() ? "debug" : "warn";
        }
    }
}
