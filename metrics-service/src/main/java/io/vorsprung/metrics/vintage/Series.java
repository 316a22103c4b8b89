package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.FrontierPair;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.Standings;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A measure of one comparison by one set of numbers: the point estimate's, or a draw's. Days are days since 1970-01-01. */
sealed interface Series {

    /**
     * A value on a day.
     *
     * @param value in the measure's unit
     * @param since the model from which a lag is counted
     */
    record Reading(double value, GapEstimate.@Nullable Since since) {}

    /** Empty where it is not defined. */
    Optional<Reading> reading(int day);

    /** The value alone, in the measure's unit; empty where it is not defined. */
    OptionalDouble on(int day);

    /** One value a day, both ends included; not a number where it is not defined. */
    double[] over(int from, int to);

    /** The leader cohort's best on a day, or the follower cohort's. */
    Optional<GapEstimate.Standing> best(int day, boolean leader);

    /** By the capability index. */
    record OfIndex(Vintage vintage, CohortPair cohorts, Measure measure) implements Series {

        @Override
        public Optional<Reading> reading(int day) {
            return measure.on(cohorts, day).map(gap -> new Reading(measure.inUnit(gap.value()), since(gap)));
        }

        @Override
        public OptionalDouble on(int day) {
            FrontierPair.@Nullable Gap gap = measure.on(cohorts, day).orElse(null);
            return gap == null ? OptionalDouble.empty() : OptionalDouble.of(measure.inUnit(gap.value()));
        }

        @Override
        public double[] over(int from, int to) {
            return measure.series(cohorts, from, to);
        }

        @Override
        public Optional<GapEstimate.Standing> best(int day, boolean leader) {
            Frontier frontier =
                    leader ? cohorts.frontiers().leader() : cohorts.frontiers().follower();
            int step = frontier.at(day);
            if (step == Frontier.NONE) {
                return Optional.empty();
            }
            ModelRelease release = vintage.release(frontier, step);
            return Optional.of(new GapEstimate.Standing(release.model(), release.name(), frontier.value(step)));
        }

        private GapEstimate.@Nullable Since since(FrontierPair.Gap gap) {
            if (gap.sinceStep() == Frontier.NONE) {
                return null;
            }
            FrontierPair pair = cohorts.frontiers();
            ModelRelease release = vintage.release(pair.leads(gap) ? pair.leader() : pair.follower(), gap.sinceStep());
            return new GapEstimate.Since(release.model(), release.name(), release.releasedOn());
        }
    }

    /** By numbers as they stand. */
    record OfStandings(FactStandings facts, Standings standings, int[] sides) implements Series {

        static OfStandings of(FactStandings facts, Comparison comparison) {
            return new OfStandings(facts, facts.standings(), facts.sides(comparison));
        }

        OfStandings drawn(int k) {
            return new OfStandings(facts, standings.drawn(k), sides);
        }

        @Override
        public Optional<Reading> reading(int day) {
            OptionalDouble value = on(day);
            return value.isPresent() ? Optional.of(new Reading(value.getAsDouble(), null)) : Optional.empty();
        }

        @Override
        public OptionalDouble on(int day) {
            return standings.on(day, sides);
        }

        @Override
        public double[] over(int from, int to) {
            return standings.series(from, to, sides);
        }

        @Override
        public Optional<GapEstimate.Standing> best(int day, boolean leader) {
            return standings.best(day, sides, leader ? 1 : -1).map(best -> {
                ModelRelease release = facts.model(best.model());
                return new GapEstimate.Standing(release.model(), release.name(), best.value());
            });
        }
    }
}
