package io.vorsprung.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vorsprung.alert.Estimates;
import io.vorsprung.alert.Rules;
import io.vorsprung.alert.condition.Memory;
import io.vorsprung.alert.condition.Observation;
import io.vorsprung.alert.condition.Observation.KnownPolicy;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.alert.Alert.State;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    /** A rule in use: what it remembers, and what was told. */
    private static final class Run {
        private final AlertLifecycle lifecycle;
        private final List<Alert> told = new ArrayList<>();
        private RuleState state = RuleState.START;

        Run(Rule rule) {
            lifecycle = new AlertLifecycle(rule, 1);
        }

        Run see(Estimates.Maker... estimates) {
            for (Estimates.Maker estimate : estimates) {
                see(Observation.of(estimate.make()));
            }
            return this;
        }

        void see(Observation observation) {
            AlertLifecycle.Step step = lifecycle.on(state, observation);
            state = step.state();
            told.addAll(step.alerts());
        }

        /** One value a day. */
        Run values(double... values) {
            for (int i = 0; i < values.length; i++) {
                see(day(i).value(values[i]));
            }
            return this;
        }

        List<State> states() {
            return told.stream().map(Alert::state).toList();
        }
    }

    private static Estimates.Maker day(int day) {
        return Estimates.lag(DAY.plusDays(day));
    }

    private static Run below6(String more) {
        return new Run(Rules.lag("a-rule", "'condition':{'below':6}" + more));
    }

    @Test
    void firesOnceBelowAndResolvesBeyondTheClearThreshold() {
        Run run = below6(",'clear':7").values(8, 5.9, 5.5, 6.5, 6.9, 7.0, 6.5, 5);

        assertThat(run.states()).containsExactly(State.FIRING, State.RESOLVED, State.FIRING);
        assertThat(run.told.get(0).alert())
                .isEqualTo(run.told.get(1).alert())
                .isNotEqualTo(run.told.get(2).alert());
        assertThat(run.told).extracting(Alert::id).doesNotHaveDuplicates();
        assertThat(run.told.get(0).summary()).isEqualTo("firing: A rule (us-cn lag is 5.90 months as of 2026-01-02)");
    }

    /** Taken out and asserted again: the same facts, the same hash, and yet another crossing. */
    @Test
    void sameFactsAgainAreAnotherCrossing() {
        Run run = below6("");
        GapEstimate low = day(0).value(5.0).make();
        Instant later = low.knownAt();
        for (int i = 0; i < 4; i++) {
            later = later.plusSeconds(1);
            run.see(Observation.of(low.at(later, Cause.EVENT)));
            run.see(Observation.of(day(0).value(8.0).make().at(later, Cause.EVENT)));
        }
        assertThat(run.states()).hasSize(8);
        assertThat(run.told).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void withoutClearTheThresholdResolves() {
        assertThat(new Run(Rules.lag("a-rule", "'condition':{'above':12}"))
                        .values(12, 12.1, 12)
                        .states())
                .containsExactly(State.FIRING, State.RESOLVED);
    }

    @Test
    void pendingForDaysOfTheEstimatesTime() {
        assertThat(below6(",'for':'P2D'").values(5, 5).states()).isEmpty();
        assertThat(below6(",'for':'P2D'").values(5, 5, 5).states()).hasSize(1);
        assertThat(below6(",'for':'P2D'").values(5, 5, 8, 5, 5).states()).isEmpty();
    }

    @Test
    void keptForDaysAfterItCleared() {
        assertThat(below6(",'keepFiringFor':'P2D'").values(5, 8, 8).states()).containsExactly(State.FIRING);
        assertThat(below6(",'keepFiringFor':'P2D'").values(5, 8, 8, 8).states())
                .containsExactly(State.FIRING, State.RESOLVED);
        assertThat(below6(",'keepFiringFor':'P2D'").values(5, 8, 5, 8, 8).states())
                .containsExactly(State.FIRING);
    }

    @Test
    void probabilityDecidesByQuantilesAndWaitsForThem() {
        Run run = below6(",'probability':0.9,'clearProbability':0.5");

        run.see(day(0).value(1.0)); // the point estimate comes first, without quantiles
        assertThat(run.states()).isEmpty();
        run.see(day(0).value(1.0).chanceBelow(6, 0.89), day(1).value(1.0).chanceBelow(6, 0.91));
        assertThat(run.states()).containsExactly(State.FIRING);
        assertThat(run.told.get(0).chance()).isCloseTo(0.91, within(1e-9));
        run.see(day(2).value(9.0).chanceBelow(6, 0.51));
        assertThat(run.states()).hasSize(1);
        run.see(day(3).value(9.0).chanceBelow(6, 0.49));
        assertThat(run.states()).containsExactly(State.FIRING, State.RESOLVED);
    }

    @Test
    void clockDoesNotRingWhereOnlyNewsMay() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'above':12},'cause':'event'"));

        run.see(day(0).value(13.0).cause(Cause.CLOCK));
        assertThat(run.states()).isEmpty();
        run.see(day(1).value(13.0).cause(Cause.EVENT));
        assertThat(run.states()).containsExactly(State.FIRING);
    }

    @Test
    void withdrawnWhereACorrectionTakesTheGroundAway() {
        Run run = below6(",'clear':7").values(8, 5);

        run.see(day(2).value(6.5).news(Estimates.withdrawn("m", DAY, "typing error")));

        assertThat(run.states()).containsExactly(State.FIRING, State.WITHDRAWN);
        assertThat(run.told.get(1).because())
                .extracting(GapEstimate.Change::reason)
                .containsExactly("typing error");
        assertThat(run.told.get(1).summary()).endsWith("; typing error");
        run.see(day(3).value(5.0).news(Estimates.added("m", DAY)));
        assertThat(run.states()).containsExactly(State.FIRING, State.WITHDRAWN, State.FIRING);
    }

    @Test
    void resolvedWhereTheCorrectedFactIsYoungerOrNewsCameWithIt() {
        Run younger = below6("").values(8, 5);
        younger.see(day(9).value(7.0).news(Estimates.withdrawn("m", DAY.plusDays(5), "x")));
        assertThat(younger.states()).containsExactly(State.FIRING, State.RESOLVED);

        Run mixed = below6("").values(8, 5);
        mixed.see(day(9).value(7.0).news(Estimates.withdrawn("m", DAY, "x"), Estimates.added("n", DAY)));
        assertThat(mixed.states()).containsExactly(State.FIRING, State.RESOLVED);
    }

    @Test
    void eachChangeOfTheLeaderIsAnAlertAndTheFirstSightIsNone() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'leaderChanges':true}")).values(3, 2, -1, -2, 0, 1);

        assertThat(run.states()).containsExactly(State.FIRING, State.RESOLVED, State.FIRING);
    }

    @Test
    void changeOfTheLeaderIsTakenBackWithItsGround() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'leaderChanges':true}")).values(3, -1);

        run.see(day(2).value(3.0).news(Estimates.withdrawn("m", DAY, "made up")));

        assertThat(run.states()).containsExactly(State.FIRING, State.WITHDRAWN);
    }

    @Test
    void movesWithinItsPeriod() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'moves':{'by':2,'within':'P3D'}}"));

        run.values(5, 5.5, 6, 6.5, 7.1, 7.1, 7.1, 7.1, 7.1);

        // on day 4 it is 2.1 from day 0, but that is four days ago; 1.6 from day 1
        assertThat(run.states()).isEmpty();
        run.see(day(9).value(9.2));
        assertThat(run.states()).containsExactly(State.FIRING);
    }

    @Test
    void newFrontierModelOncePerModelAndGoneWithIt() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'newFrontierModel':'follower'}"));

        run.see(day(0).follower("a", 150), day(1).follower("a", 151), day(2).follower("b", 152));
        assertThat(run.told).extracting(Alert::subject).containsExactly("b");
        run.see(day(3).follower("a", 151), day(4).follower("b", 152));
        assertThat(run.states()).containsExactly(State.FIRING);
        run.see(day(5).follower("a", 151).news(Estimates.withdrawn("b", DAY, "not theirs")));
        assertThat(run.states()).containsExactly(State.FIRING, State.WITHDRAWN);
    }

    @Test
    void matchedModelIsToldByItsChance() {
        Run run =
                new Run(Rules.of("{'id':'m','name':'M','comparison':'us-cn','condition':{'matched':{'chance':0.9}}}"));

        run.see(day(0).matches(new GapEstimate.Match("old", "Old", 1), new GapEstimate.Match("o1", "o1", 0.57)));
        run.see(
                day(1),
                day(2).matches(new GapEstimate.Match("old", "Old", 1), new GapEstimate.Match("o1", "o1", 0.95)));

        assertThat(run.told).extracting(Alert::subject).containsExactly("o1");
    }

    @Test
    void silenceIsToldByTheClockAndEndsWithNews() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'silentFor':'P3D'}"));

        run.see(day(0), day(1).cause(Cause.CLOCK), day(2).cause(Cause.CLOCK));
        assertThat(run.states()).isEmpty();
        run.see(day(3).cause(Cause.CLOCK), day(4).cause(Cause.CLOCK), day(5));
        assertThat(run.states()).containsExactly(State.FIRING, State.RESOLVED);
    }

    @Test
    void correctionThatMovesTheValueIsToldOnceThoughIntervalsFollow() {
        Run run = new Run(Rules.lag("a-rule", "'condition':{'correctionMoves':1}"));
        GapEstimate.Change change = Estimates.withdrawn("m", DAY, "x");

        run.see(day(0).value(5.0), day(1).value(5.5).news(change));
        assertThat(run.states()).isEmpty();
        run.see(
                day(2).value(7.0).news(change),
                day(2).value(7.0).chanceBelow(6, 0.5).news(change));
        assertThat(run.states()).containsExactly(State.FIRING);
        assertThat(run.told.get(0).subject()).isEqualTo("m");
    }

    @Test
    void policiesAreToldWhenTheyHappenAndOldOnesNever() {
        Run announced = new Run(
                Rules.of("{'id':'p','name':'P','condition':{'policy':{'when':'announced','jurisdiction':'US'}}}"));
        Run effective = new Run(Rules.of("{'id':'p','name':'P','condition':{'policy':{'when':'effective'}}}"));
        KnownPolicy old = policy("old", "US", DAY.minusDays(9), DAY.minusDays(3));
        KnownPolicy fresh = policy("fresh", "US", DAY.plusDays(1), DAY.plusDays(3));
        KnownPolicy other = policy("other", "NL", DAY.plusDays(1), DAY.plusDays(9));

        for (int i = 0; i < 5; i++) {
            List<KnownPolicy> known = i == 0 ? List.of(old) : List.of(old, fresh, other);
            announced.see(new Observation(day(i).make(), known));
            effective.see(new Observation(day(i).make(), known));
        }

        assertThat(announced.told).extracting(Alert::subject).containsExactly("fresh");
        assertThat(effective.told).extracting(Alert::subject).containsExactly("fresh");
        assertThat(effective.told.get(0).asOf()).isEqualTo(DAY.plusDays(3));
    }

    @Test
    void provisionalEstimateAndOneWithoutValueChangeNothing() {
        AlertLifecycle lifecycle = new AlertLifecycle(Rules.lag("a-rule", "'condition':{'below':6}"), 1);
        RuleState pending = new RuleState(new AlertState.Pending(DAY), Memory.NONE);

        AlertLifecycle.Step provisional =
                lifecycle.on(pending, Observation.of(Estimates.provisional("lag", 1, DAY, Cause.EVENT)));
        AlertLifecycle.Step without = lifecycle.on(
                new RuleState(new AlertState.Firing("a", day(0).make().knownAt(), DAY, null, null), Memory.NONE),
                Observation.of(day(1).value(null).make()));

        assertThat(provisional.state()).isEqualTo(pending);
        assertThat(provisional.alerts()).isEmpty();
        assertThat(without.alerts()).isEmpty();
        assertThat(without.state().alert()).isInstanceOf(AlertState.Firing.class);
    }

    @Test
    void ownTextIsFilled() {
        Run run = below6(",'text':'{state} {value} {unit} under {threshold}: {leader} {subject}'");

        run.see(day(0).value(5.0).leader("gpt", 160));

        assertThat(run.told.get(0).summary()).isEqualTo("firing 5.00 months under 6.00: gpt -");
    }

    /**
     * Random series with duplicates, restarts (the state is written and read again), clock steps and corrections: never two
     * firing without an end between, and the same again gives the same.
     */
    @Property(tries = 300)
    void neverTwoFiringWithoutAnEndBetween(
            @ForAll @Size(max = 80) List<@DoubleRange(min = 0, max = 12) Double> values,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll long seed) {
        String[] rules = {
            "'condition':{'below':6},'clear':7,'for':'P1D','keepFiringFor':'P1D'",
            "'condition':{'below':6},'probability':0.9",
            "'condition':{'leaderChanges':true}",
            "'condition':{'moves':{'by':3,'within':'P5D'}}"
        };
        Rule rule = Rules.lag("a-rule", rules[kind]);

        List<Alert> told = random(rule, values, seed);

        Alert last = null;
        for (Alert alert : told) {
            if (alert.state() == State.FIRING) {
                assertThat(last == null || last.state() != State.FIRING).isTrue();
            } else {
                assertThat(last).isNotNull();
                assertThat(last.alert()).isEqualTo(alert.alert());
                assertThat(last.state()).isEqualTo(State.FIRING);
            }
            last = alert;
        }
        assertThat(told).extracting(Alert::id).doesNotHaveDuplicates();
        assertThat(random(rule, values, seed)).isEqualTo(told);
    }

    private static List<Alert> random(Rule rule, List<Double> values, long seed) {
        Random chance = new Random(seed);
        Run run = new Run(rule);
        int today = 0;
        for (double value : values) {
            today += chance.nextInt(4) - (chance.nextInt(10) == 0 ? 2 : 0);
            double shown = value - (rule.condition().leaderChanges() == null ? 0 : 6);
            Estimates.Maker estimate = day(today)
                    .value(shown)
                    .cause(chance.nextBoolean() ? Cause.EVENT : Cause.CLOCK)
                    .chanceBelow(6, 0.05 + 0.9 * chance.nextDouble());
            if (chance.nextInt(5) == 0) {
                estimate.news(Estimates.withdrawn("m", DAY.plusDays(today - 3), "x"));
            }
            run.see(estimate);
            if (chance.nextInt(3) == 0) {
                run.see(estimate); // told again
            }
            if (chance.nextInt(3) == 0) {
                run.state = EventJson.MAPPER.convertValue(EventJson.MAPPER.valueToTree(run.state), RuleState.class);
            }
        }
        return run.told;
    }

    private static KnownPolicy policy(String id, String jurisdiction, LocalDate announced, LocalDate effective) {
        return new KnownPolicy(
                new PolicyEvent(
                        id,
                        id,
                        jurisdiction,
                        PolicyEvent.Kind.EXPORT_CONTROL,
                        PolicyEvent.Stance.TIGHTEN,
                        announced,
                        effective,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                announced);
    }
}
