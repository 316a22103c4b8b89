package io.vorsprung.alert.condition;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What an estimate says of a condition. */
public sealed interface Verdict {

    /** Nothing: there is no value, or no quantiles yet. */
    record Unknown() implements Verdict {}

    /**
     * Of a condition that lasts.
     *
     * @param degree whether it holds, ceases to, or neither (hysteresis)
     * @param chance that it holds; absent where the point estimate decides
     */
    record Lasting(Degree degree, @Nullable Double chance) implements Verdict {
        static Lasting of(boolean holds, boolean cleared, OptionalDouble chance) {
            return new Lasting(
                    holds ? Degree.HOLDS : cleared ? Degree.CLEARED : Degree.BETWEEN,
                    chance.isPresent() ? chance.getAsDouble() : null);
        }
    }

    enum Degree {
        HOLDS,
        BETWEEN,
        CLEARED
    }

    /** Of a condition that happens: what happened, oldest first; empty where nothing did. */
    record Happened(List<Occurrence> occurrences) implements Verdict {
        public Happened {
            occurrences = List.copyOf(occurrences);
        }
    }

    /**
     * @param key names it: the same occurrence has the same one, whenever it is seen
     * @param subject what it is about: a model, a policy; absent where that is the series itself
     */
    record Occurrence(String key, @Nullable String subject) {}
}
