package io.gnomon.platform.core.alerting.internal.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jgroups.BytesMessage;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.MessageFactory;
import org.jgroups.NioMessage;
import org.jgroups.ObjectMessage;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

final class PlainMessagesTest {
    /** Says when somebody made one from bytes. */
    public static final class Canary implements SizeStreamable, Serializable {
        @Serial private static final long serialVersionUID = 1;
        static final AtomicBoolean MADE = new AtomicBoolean();

        public Canary() {
            MADE.set(true);
        }

        @Serial
        private void readObject(ObjectInputStream in) {
            MADE.set(true);
        }

        @Override
        public void writeTo(DataOutput out) {}

        @Override
        public void readFrom(DataInput in) {}

        @Override
        public int serializedSize() {
            return 0;
        }
    }

    @BeforeEach
    void only() {
        PlainMessages.only();
    }

    private static Message read(Message sent) throws Exception {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(1_000);
        sent.writeTo(out);
        Message read = MessageFactory.create(sent.getType());
        read.readFrom(new ByteArrayDataInputStream(out.buffer(), 0, out.position()));
        return read;
    }

    @Test
    void bytesAndNumbersAreRead() throws Exception {
        byte[] bytes = {1, 2, 3};
        Message read = read(new BytesMessage(null, bytes));
        assertArrayEquals(bytes, new Bytes(read).copy());
        SeqnoList numbers = new SeqnoList(10, 5).add(7, 9);
        SeqnoList readNumbers = read(new ObjectMessage(null, numbers)).getObject();
        assertEquals(numbers.toString(), readNumbers.toString());
    }

    private record Bytes(Message message) {
        byte[] copy() {
            byte[] copy = new byte[message.getLength()];
            System.arraycopy(message.getArray(), message.getOffset(), copy, 0, copy.length);
            return copy;
        }
    }

    @Test
    void noObjectIsMadeOfWhatIsSent() throws Exception {
        Canary canary = new Canary();
        Message named = new ObjectMessage(null, canary);
        Message serialized = new BytesMessage(null, (Object) canary);
        Canary.MADE.set(false);
        assertThrows(IllegalStateException.class, () -> read(named));
        Message read = read(serialized);
        assertThrows(IllegalStateException.class, read::getObject);
        for (Message strange :
                new Message[] {
                    new NioMessage(null, ByteBuffer.allocate(1)), new LongMessage(null, 1)
                }) {
            assertThrows(IllegalArgumentException.class, () -> read(strange));
        }
        assertFalse(Canary.MADE.get());
    }

    @Test
    void jgroupsItselfWouldMakeThem() throws Exception {
        Message serialized = new BytesMessage(null, (Object) new Canary());
        Canary.MADE.set(false);
        Canary _ = serialized.getObject();
        assertTrue(Canary.MADE.get());
    }
}
