package io.vorsprung.common.event;

import org.jspecify.annotations.Nullable;

/**
 * What a model was trained on.
 *
 * @param chip as its maker calls it, such as H800
 * @param count number of chips, where known
 */
public record Hardware(String chip, @Nullable Double count) {

    public Hardware {
        chip = Require.text("hardware.chip", chip);
        count = Require.positive("hardware.count", count);
    }
}
