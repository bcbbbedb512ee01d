package io.gnomon.platform.core.alerting.internal.peers;

import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.FragmentedMessage;
import org.jgroups.Message;
import org.jgroups.MessageFactory;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.Digest;
import org.jgroups.util.MutableDigest;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;
import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The kinds of messages that JGroups reads here. Its own would make objects of any class that a
 * sender names, and deserialize what it sends; of these, one makes the lists of numbers that
 * JGroups' protocols send each other, the others nothing.
 */
final class PlainMessages extends MessageFactory {
    /** For the whole process: JGroups has but one table. */
    static void only() {
        Arrays.fill(creators, null);
        creators[Message.BYTES_MSG] = Bytes::new;
        creators[Message.EMPTY_MSG] = EmptyMessage::new;
        creators[Message.OBJ_MSG] = Numbers::new;
        creators[Message.FRAG_MSG] = Fragment::new;
    }

    private static IllegalStateException refused() {
        return new IllegalStateException("objects are not read");
    }

    private static final class Bytes extends BytesMessage {
        @Override
        public Supplier<Message> create() {
            return Bytes::new;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // JGroups wants it so
        public <T> T getObject(@Nullable ClassLoader loader) {
            throw refused();
        }
    }

    private static final class Fragment extends FragmentedMessage {
        @Override
        public Supplier<Message> create() {
            return Fragment::new;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // JGroups wants it so
        public <T> T getObject(@Nullable ClassLoader loader) {
            throw refused();
        }
    }

    private static final class Numbers extends ObjectMessage {
        private static final List<Supplier<? extends SizeStreamable>> KNOWN =
                List.of(SeqnoList::new, Digest::new, MutableDigest::new);

        @Override
        public Supplier<Message> create() {
            return Numbers::new;
        }

        /** As {@code Util.writeGenericStreamable} writes it. */
        @Override
        public void readPayload(DataInput in) throws IOException, ClassNotFoundException {
            obj = in.readByte() == 0 ? null : object(in);
        }

        private static SizeStreamable object(DataInput in)
                throws IOException, ClassNotFoundException {
            short type = in.readShort();
            for (Supplier<? extends SizeStreamable> known : KNOWN) {
                SizeStreamable object = known.get();
                if (type == ClassConfigurator.getMagicNumber(object.getClass())) {
                    object.readFrom(in);
                    return object;
                }
            }
            throw new IllegalStateException("objects of type " + type + " are not read");
        }
    }
}
