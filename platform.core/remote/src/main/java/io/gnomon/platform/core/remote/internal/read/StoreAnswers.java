package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.remote.internal.intake.Refusal;

/** What readers are told when the store cannot be read. */
final class StoreAnswers {
    private StoreAnswers() {}

    static Refusal refusal(StorageException e) {
        String sentence = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAVAILABLE, CANCELLED -> Refusal.busy(sentence);
            case FULL, CORRUPT, GONE, IO -> new Refusal(500, sentence);
        };
    }
}
