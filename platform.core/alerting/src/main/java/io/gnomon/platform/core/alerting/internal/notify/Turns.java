package io.gnomon.platform.core.alerting.internal.notify;

import java.time.Duration;

/** When it is this server's turn to tell, among others with the same rules. Any thread. */
public interface Turns {
    /** There are no others. */
    Turns ALONE =
            new Turns() {
                @Override
                public void whenSettled(Runnable task) {
                    task.run();
                }

                @Override
                public Duration untilTurn() {
                    return Duration.ZERO;
                }
            };

    /** Runs the task once it is known what the others have told: at once when it is. */
    void whenSettled(Runnable task);

    /** How long those may take that come before this server. */
    Duration untilTurn();
}
