package io.vorsprung.alert.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.alert.Estimates;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sequential method by simulation: how often it rings for nothing, and how soon for something. */
class TrendWatchTest {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");
    private static final double EVERY = 100;
    private static final int WORLDS = 400;
    private static final int MOST = 20_000;

    @Test
    void falseAlarmsAreAsRareAsPromised() {
        double mean = meanRunLength(0, 1);

        // 400 worlds, standard error about a twentieth: far enough above the bound not to be chance
        assertThat(mean).isGreaterThan(EVERY);
    }

    @Test
    void changeIsFoundLongBeforeAFalseAlarmWouldCome() {
        assertThat(meanRunLength(1, 2)).isLessThan(EVERY / 6);
        assertThat(meanRunLength(-1, 3)).isLessThan(EVERY / 6);
        assertThat(meanRunLength(0.5, 4)).isLessThan(EVERY / 2);
    }

    @Test
    void sameModelCountsOnceAndTheDirectionIsNamed() {
        TrendWatch watch = new TrendWatch(EVERY);
        Memory memory = Memory.NONE;
        for (int i = 0; i < 3; i++) {
            Watch.Look look = watch.look(memory, surprise("m", -3));
            assertThat(look.verdict()).isEqualTo(new Verdict.Happened(List.of()));
            memory = look.memory();
        }
        Watch.Look look = watch.look(memory, surprise("n", -3));
        assertThat(((Verdict.Happened) look.verdict()).occurrences())
                .extracting(Verdict.Occurrence::subject)
                .containsExactly("follower");
        assertThat(look.memory().up()).isZero();
    }

    /** Mean number of models until the first alarm, where surprises are normal with mean {@code shift}. */
    private static double meanRunLength(double shift, long seed) {
        Random chance = new Random(seed);
        double sum = 0;
        for (int world = 0; world < WORLDS; world++) {
            TrendWatch watch = new TrendWatch(EVERY);
            Memory memory = Memory.NONE;
            int n = 0;
            boolean alarm = false;
            while (!alarm && n < MOST) {
                n++;
                // names would only be remembered; the same memory without them
                Watch.Look look = watch.look(memory, surprise("m" + n, shift + chance.nextGaussian()));
                alarm = !((Verdict.Happened) look.verdict()).occurrences().isEmpty();
                memory = Memory.NONE.withDetectors(
                        look.memory().up(), look.memory().down());
            }
            sum += n;
        }
        return sum / WORLDS;
    }

    private static Observation surprise(String model, double z) {
        return Observation.of(
                Estimates.lag(DAY).surprises(new GapEstimate.Surprise(model, z)).make());
    }
}
