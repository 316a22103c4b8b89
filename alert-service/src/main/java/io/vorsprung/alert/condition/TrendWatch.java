package io.vorsprung.alert.condition;

import io.vorsprung.common.estimate.GapEstimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of trend, by the standardised surprises of new models (not by daily values, which say the same thing again and
 * again): the Shiryaev-Roberts e-detector of Shin, Ramdas and Rinaldo ("E-detectors: a nonparametric framework for sequential
 * change detection", 2023), one for each direction,
 *
 * <pre>
 * R ← (R + 1) · e(z),   e(z) = mean over δ of exp(δ z − δ²/2),   δ ∈ {0.5, 1, 1.5}
 * </pre>
 *
 * and an alarm where the mean of both is at least {@code falseAlarmEvery}. Where nothing changes E[e] is at most 1, so R − n is
 * a supermartingale for both, and the mean number of models until an alarm is at least {@code falseAlarmEvery}: at whatever
 * moments one looks, and however models depend on each other, as long as each surprise is standard normal given the ones before.
 * After an alarm both begin again.
 */
record TrendWatch(double falseAlarmEvery) implements Watch {

    private static final double[] SHIFTS = {0.5, 1, 1.5};

    @Override
    public Look look(Memory memory, Observation observation) {
        GapEstimate.@Nullable News news = observation.estimate().news();
        Memory now = memory;
        List<Verdict.Occurrence> found = new ArrayList<>();
        for (GapEstimate.Surprise surprise : news == null ? List.<GapEstimate.Surprise>of() : news.surprises()) {
            if (now.seen().contains(surprise.model())) {
                continue;
            }
            double up = (now.up() + 1) * evidence(surprise.z());
            double down = (now.down() + 1) * evidence(-surprise.z());
            now = now.withSeen(surprise.model());
            if ((up + down) / 2 >= falseAlarmEvery) {
                String direction = up > down ? "leader" : "follower";
                found.add(new Verdict.Occurrence("trend/" + direction + "/" + surprise.model(), direction));
                now = now.withDetectors(0, 0);
            } else {
                now = now.withDetectors(up, down);
            }
        }
        return new Look(now, new Verdict.Happened(found));
    }

    private static double evidence(double z) {
        double sum = 0;
        for (double shift : SHIFTS) {
            sum += StrictMath.exp(shift * z - shift * shift / 2);
        }
        return sum / SHIFTS.length;
    }
}
