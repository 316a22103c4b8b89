package io.vorsprung.metrics.gap;

import io.vorsprung.metrics.frontier.Frontier;
import java.util.OptionalDouble;

/** Parallel least-squares lines through both sides' frontier models (CAISI's trend lines with one slope). */
final class Trend {

    private Trend() {}

    /** Days between the lines, positive where the leader's is ahead; empty with fewer than two steps on a side, or no rise. */
    static OptionalDouble lag(FrontierPair pair, int day) {
        int l = pair.leader().at(day) + 1;
        int f = pair.follower().at(day) + 1;
        if (l < 2 || f < 2) {
            return OptionalDouble.empty();
        }
        double[] leader = moments(pair.leader(), l);
        double[] follower = moments(pair.follower(), f);
        double spread = leader[2] + follower[2];
        double slope = spread > 0 ? (leader[3] + follower[3]) / spread : 0;
        if (!(slope > 0)) {
            return OptionalDouble.empty();
        }
        double distance = (leader[1] - slope * leader[0]) - (follower[1] - slope * follower[0]);
        return OptionalDouble.of(distance / slope);
    }

    /** Mean day, mean value, Σ (t − t̄)², Σ (t − t̄)(y − ȳ). */
    private static double[] moments(Frontier frontier, int steps) {
        double t = 0;
        double y = 0;
        for (int i = 0; i < steps; i++) {
            t += frontier.day(i);
            y += frontier.value(i);
        }
        t /= steps;
        y /= steps;
        double tt = 0;
        double ty = 0;
        for (int i = 0; i < steps; i++) {
            tt += (frontier.day(i) - t) * (frontier.day(i) - t);
            ty += (frontier.day(i) - t) * (frontier.value(i) - y);
        }
        return new double[] {t, y, tt, ty};
    }
}
