package io.vorsprung.metrics.gap;

import static io.vorsprung.metrics.frontier.Frontier.NONE;

import java.util.OptionalDouble;

/** Mean over the capability levels that both have reached of the follower's date minus the leader's (Epoch AI, Oct 2025). */
final class Levels {

    private Levels() {}

    /**
     * (1 / (b − a)) ∫_a^b T_F(y) − T_L(y) dy, a the higher of the two first steps, b the lower of the two bests; days. Empty
     * where the two have no level in common.
     */
    static OptionalDouble lag(FrontierPair pair, int day) {
        int l = pair.leader().at(day);
        int f = pair.follower().at(day);
        if (l == NONE || f == NONE) {
            return OptionalDouble.empty();
        }
        double from = Math.max(pair.leader().value(0), pair.follower().value(0));
        double to = Math.min(pair.leader().value(l), pair.follower().value(f));
        if (!(to > from)) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double level = from;
        int i = pair.leader().reaching(Math.nextUp(from));
        int j = pair.follower().reaching(Math.nextUp(from));
        while (level < to) {
            double next = Math.min(
                    to, Math.min(pair.leader().value(i), pair.follower().value(j)));
            sum += (next - level)
                    * ((double) pair.follower().day(j) - pair.leader().day(i));
            level = next;
            i += pair.leader().value(i) <= level ? 1 : 0;
            j += pair.follower().value(j) <= level ? 1 : 0;
        }
        return OptionalDouble.of(sum / (to - from));
    }
}
