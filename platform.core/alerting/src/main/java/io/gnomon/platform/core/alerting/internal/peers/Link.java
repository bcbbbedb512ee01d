package io.gnomon.platform.core.alerting.internal.peers;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Carries frames between the servers and knows which of them are there. */
interface Link extends AutoCloseable {
    /**
     * A server.
     *
     * @param id tells it from all others, also from its earlier lives
     * @param address host:port
     */
    record Member(Object id, String name, String address) {}

    /** Hears of what happens. Any thread; must not block. */
    interface Listener {
        /**
         * Who is there now, this server among them.
         *
         * @param merged whether some of them had lost others meanwhile, so that messages are
         *     missing even between those who never missed each other
         */
        void members(List<Member> members, Member self, boolean merged);

        void received(Object from, byte[] frame);
    }

    /**
     * Joins the others, or begins alone; returns when that is done. May be called again after it
     * has failed.
     *
     * @throws Exception of whatever kind the library has
     */
    void connect(Listener listener) throws Exception;

    /**
     * Sends; may wait for slow receivers.
     *
     * @param to one server, null for all others
     */
    void send(@Nullable Object to, byte[] frame) throws Exception;

    /** Leaves the others; its threads have ended afterwards. */
    @Override
    void close();
}
