package io.vorsprung.metrics.gap;

import static io.vorsprung.metrics.frontier.Frontier.NONE;

import io.vorsprung.metrics.frontier.Frontier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Time from each model that advanced the leader's frontier to the follower's first match; models that are not matched yet are
 * censored (Kaplan and Meier 1958). A model that the follower had matched before it came counts as matched at once.
 */
public final class CatchUp {

    /** Models from this day on count, as Epoch AI counts. */
    private static final int SINCE = Math.toIntExact(LocalDate.of(2023, 1, 1).toEpochDay());

    /**
     * A leader's model.
     *
     * @param step of the leader's frontier
     * @param matchStep of the follower's frontier; {@link Frontier#NONE} where it is not matched
     * @param days until the match, or until now
     */
    public record Chase(int step, int matchStep, int days) {
        public boolean isMatched() {
            return matchStep != NONE;
        }
    }

    private final List<Chase> chases;
    private final Chase[] byDays;

    private CatchUp(List<Chase> chases) {
        this.chases = List.copyOf(chases);
        this.byDays = chases.toArray(Chase[]::new);
        // of equal times matches first: those still open were at risk
        Arrays.sort(byDays, Comparator.comparingInt(Chase::days).thenComparing(chase -> chase.isMatched() ? 0 : 1));
    }

    public static CatchUp on(FrontierPair pair, int day) {
        List<Chase> chases = new ArrayList<>();
        Frontier leader = pair.leader();
        Frontier follower = pair.follower();
        for (int step = 0; step < leader.steps() && leader.day(step) <= day; step++) {
            if (leader.day(step) < SINCE) {
                continue;
            }
            int match = follower.reaching(leader.value(step));
            boolean matched = match != NONE && follower.day(match) <= day;
            chases.add(
                    matched
                            ? new Chase(step, match, Math.max(0, follower.day(match) - leader.day(step)))
                            : new Chase(step, NONE, day - leader.day(step)));
        }
        return new CatchUp(chases);
    }

    /** Each of the leader's models, oldest first. */
    public List<Chase> chases() {
        return chases;
    }

    /** Mean of the matched ones, in days; empty where there is none. Biased low: it leaves out who is not caught yet. */
    public OptionalDouble matchedMean() {
        return chases.stream().filter(Chase::isMatched).mapToInt(Chase::days).average();
    }

    /** Kaplan-Meier median in days: the first time at which at most half is not matched; empty where that is not reached. */
    public OptionalDouble median() {
        double survival = 1;
        for (int i = 0; i < byDays.length; i++) {
            if (byDays[i].isMatched()) {
                survival *= 1 - 1.0 / (byDays.length - i);
                if (survival <= 0.5) {
                    return OptionalDouble.of(byDays[i].days());
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** ∫_0^τ S(u) du in days, τ the longest time to a match; empty where none is matched. */
    public OptionalDouble restrictedMean() {
        int longest = NONE;
        for (Chase chase : byDays) {
            longest = chase.isMatched() ? chase.days() : longest;
        }
        if (longest == NONE) {
            return OptionalDouble.empty();
        }
        double survival = 1;
        double mean = 0;
        int last = 0;
        for (int i = 0; i < byDays.length && byDays[i].days() <= longest; i++) {
            mean += survival * (byDays[i].days() - last);
            last = byDays[i].days();
            if (byDays[i].isMatched()) {
                survival *= 1 - 1.0 / (byDays.length - i);
            }
        }
        return OptionalDouble.of(mean);
    }

    /**
     * P(matched within {@code more} days | not matched after {@code age} days) = 1 − S(age + more) / S(age); empty where no
     * model was ever chased that long.
     */
    public OptionalDouble chanceWithin(int age, int more) {
        double now = survival(age);
        return now > 0 ? OptionalDouble.of(1 - survival((long) age + more) / now) : OptionalDouble.empty();
    }

    /** P(not matched by u): Kaplan-Meier. */
    private double survival(long days) {
        double survival = 1;
        for (int i = 0; i < byDays.length && byDays[i].days() <= days; i++) {
            if (byDays[i].isMatched()) {
                survival *= 1 - 1.0 / (byDays.length - i);
            }
        }
        return survival;
    }
}
