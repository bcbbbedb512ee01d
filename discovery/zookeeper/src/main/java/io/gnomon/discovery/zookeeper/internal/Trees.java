package io.gnomon.discovery.zookeeper.internal;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Watching;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Follows nodes of ZooKeeper with all that is below them; each node whose data describes a target
 * is a group. A path that does not exist yet is watched until it does.
 */
final class Trees extends Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Trees.class);

    private final String servers;
    private final List<String> paths;
    private final Duration timeout;
    private final Reader reader;
    private final Map<String, TargetGroup> found = new ConcurrentSkipListMap<>();
    private final Following following = new Following();

    /** Says what target the data of a node describes, null when it describes none. */
    @FunctionalInterface
    interface Reader {
        @Nullable Labels target(String path, Json data);
    }

    Trees(List<String> servers, List<String> paths, Duration timeout, Reader reader) {
        this.servers = String.join(",", servers);
        this.paths = paths.stream().distinct().toList();
        this.timeout = timeout;
        this.reader = reader;
    }

    /** Refuses settings with which nothing can be found. */
    static void check(String kind, List<String> servers, List<String> paths) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    kind + " SD config must contain at least one Zookeeper server");
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(kind + " SD config must contain at least one path");
        }
        for (String path : paths) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException(
                        kind + " SD config paths must begin with '/': " + path);
            }
        }
    }

    @Override
    protected void start() {
        watch("ZooKeeper", following);
    }

    @Override
    protected List<TargetGroup> groups() {
        return List.copyOf(found.values());
    }

    @Override
    public void close() {
        super.close();
        try {
            following.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads all once in a session, then what the watches tell of. */
    private final class Following implements Round, Watcher {
        private final BlockingQueue<WatchedEvent> events = new LinkedBlockingQueue<>();
        private final Map<String, Set<String>> children = new HashMap<>();
        private volatile @Nullable ZooKeeper session;
        private boolean whole;

        @Override
        public void process(WatchedEvent event) {
            events.add(event);
        }

        @Override
        public void run() throws IOException, InterruptedException {
            try {
                ZooKeeper open = session;
                if (open == null) {
                    open = open();
                }
                if (whole) {
                    follow(open, events.poll(1, TimeUnit.MINUTES));
                } else {
                    readAll(open);
                }
            } catch (KeeperException e) {
                end();
                throw new IOException("ZooKeeper at " + servers + ": " + e.getMessage(), e);
            } catch (IOException | InterruptedException e) {
                end();
                throw e;
            }
        }

        private ZooKeeper open() throws IOException {
            int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
            events.clear();
            whole = false;
            ZooKeeper opened = new ZooKeeper(servers, millis, this, new PlainConfig());
            session = opened;
            return opened;
        }

        void end() throws InterruptedException {
            ZooKeeper open = session;
            session = null;
            if (open != null) {
                open.close();
            }
        }

        private void readAll(ZooKeeper open) throws KeeperException, InterruptedException {
            children.clear();
            for (String path : paths) {
                read(open, path);
            }
            found.keySet().retainAll(children.keySet());
            whole = true;
            changed();
        }

        private void follow(ZooKeeper open, @Nullable WatchedEvent event)
                throws KeeperException, IOException, InterruptedException {
            if (event == null) {
                return;
            }
            String path = event.getPath();
            if (path != null) {
                read(open, path);
                changed();
            } else if (event.getState() != Event.KeeperState.SyncConnected) {
                throw new IOException("the connection to ZooKeeper at " + servers + " is lost");
            }
        }

        /** Reads a node, and those below it that are not known yet, and watches them. */
        private void read(ZooKeeper open, String path)
                throws KeeperException, InterruptedException {
            Set<String> names;
            try {
                take(path, open.getData(path, this, null));
                names = Set.copyOf(open.getChildren(path, this));
            } catch (KeeperException.NoNodeException e) {
                forget(path);
                if (paths.contains(path) && open.exists(path, this) != null) {
                    read(open, path);
                }
                return;
            }
            Set<String> before = children.put(path, names);
            if (before != null) {
                for (String name : before) {
                    if (!names.contains(name)) {
                        forget(below(path, name));
                    }
                }
            }
            for (String name : names) {
                if (before == null || !before.contains(name)) {
                    read(open, below(path, name));
                }
            }
        }

        private void take(String path, byte @Nullable [] data) {
            Labels target = null;
            try {
                if (data != null && data.length > 0) {
                    target = reader.target(path, Json.read(new ByteArrayInputStream(data)));
                }
            } catch (IOException e) {
                LOG.debug("The node {} of ZooKeeper has no JSON", path, e);
            }
            if (target == null) {
                found.remove(path);
            } else {
                found.put(path, new TargetGroup(path, List.of(target), Labels.EMPTY));
            }
        }

        private void forget(String path) {
            found.remove(path);
            Set<String> names = children.remove(path);
            if (names != null) {
                names.forEach(name -> forget(below(path, name)));
            }
        }

        private static String below(String path, String name) {
            return path.endsWith("/") ? path + name : path + "/" + name;
        }
    }
}
