package io.vorsprung.metrics.gap;

import static io.vorsprung.metrics.frontier.Frontier.NONE;

import io.vorsprung.metrics.frontier.Frontier;
import java.util.Optional;

/** Leader and follower, and how far they are apart. Positive numbers: the leader cohort leads. */
public record FrontierPair(Frontier leader, Frontier follower) {

    /**
     * A day's gap.
     *
     * @param value in the measure's own unit: index points, or days
     * @param leaderStep the step of the leader's frontier that holds that day
     * @param followerStep the follower's
     * @param sinceStep the step from which a lag is counted; {@link Frontier#NONE} for the capability gap
     * @param perDay how much it changes from day to day while nothing is released; {@link #IRREGULAR} where that is not known
     */
    public record Gap(double value, int leaderStep, int followerStep, int sinceStep, double perDay) {

        /** It may change on any day. */
        public static final double IRREGULAR = Double.NaN;
    }

    /** Best of the leader cohort minus best of the follower cohort; empty where one has no model yet. */
    public Optional<Gap> capability(int day) {
        int l = leader.at(day);
        int f = follower.at(day);
        if (l == NONE || f == NONE) {
            return Optional.empty();
        }
        return Optional.of(new Gap(leader.value(l) - follower.value(f), l, f, NONE, 0));
    }

    /**
     * The lag in days: t − T_L(S_F(t)), days since the leader first had what the follower's best has now; where the follower
     * leads, −(t − T_F(S_L(t))). Known as the backward-looking delay; docs/method.md.
     */
    public Optional<Gap> lag(int day) {
        int l = leader.at(day);
        int f = follower.at(day);
        if (l == NONE || f == NONE) {
            return Optional.empty();
        }
        if (leader.value(l) >= follower.value(f)) {
            int since = leader.reaching(follower.value(f));
            return Optional.of(new Gap((double) day - leader.day(since), l, f, since, 1));
        }
        int since = follower.reaching(leader.value(l));
        return Optional.of(new Gap((double) follower.day(since) - day, l, f, since, -1));
    }

    /**
     * Days since the oldest leader model that the follower has not matched (the lag is at least this); 0 where all are; where
     * the follower leads, minus the age of its oldest model that the leader has not matched.
     */
    public Optional<Gap> lagBound(int day) {
        int l = leader.at(day);
        int f = follower.at(day);
        if (l == NONE || f == NONE) {
            return Optional.empty();
        }
        if (leader.value(l) == follower.value(f)) {
            return Optional.of(new Gap(0, l, f, NONE, 0));
        }
        boolean leads = leader.value(l) > follower.value(f);
        Frontier ahead = leads ? leader : follower;
        double matched = leads ? follower.value(f) : leader.value(l);
        int since = ahead.reaching(Math.nextUp(matched));
        double age = (double) day - ahead.day(since);
        return Optional.of(new Gap(leads ? age : -age, l, f, since, leads ? 1 : -1));
    }

    /** Whether the leader cohort has at least what the follower cohort has, given a gap of that day. */
    public boolean leads(Gap gap) {
        return leader.value(gap.leaderStep()) >= follower.value(gap.followerStep());
    }
}
