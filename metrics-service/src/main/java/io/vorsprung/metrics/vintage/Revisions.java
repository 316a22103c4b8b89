package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.metrics.gap.GapMeasure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How far estimates of a given age are from what is said of the same day now: the number by which a nowcast is judged
 * (Croushore 2011 on real-time data).
 *
 * @param ageMonths between the end of the day that the estimate is for and the moment of saying it
 * @param days compared
 * @param meanAbsolute in the measure's unit
 * @param largest absolute one, in the measure's unit
 */
public record Revisions(int ageMonths, int days, double meanAbsolute, double largest) {

    private static final List<Integer> AGES = List.of(0, 1, 3, 6, 12);

    /**
     * By age, over the last days of {@code months} months up to the one before {@code until}.
     *
     * @param knownAt gives the vintage of a moment
     */
    public static List<Revisions> of(
            Comparison comparison,
            GapMeasure measure,
            LocalDate until,
            int months,
            Function<Instant, Vintage> knownAt) {
        List<LocalDate> ends = new ArrayList<>();
        for (int i = months; i >= 1; i--) {
            ends.add(until.withDayOfMonth(1).minusMonths(i - 1).minusDays(1));
        }
        double[][] said = new double[ends.size()][ends.size()];
        for (int told = 0; told < said.length; told++) {
            Instant moment =
                    ends.get(told).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            Estimator estimator = Estimator.pointwise(knownAt.apply(moment), comparison);
            for (int day = 0; day <= told; day++) {
                OptionalDouble value = estimator.value(measure, ends.get(day));
                said[day][told] = value.isPresent() ? value.getAsDouble() : Double.NaN;
            }
        }
        return AGES.stream()
                .map(age -> of(said, age))
                .filter(found -> found.days > 0)
                .toList();
    }

    private static Revisions of(double[][] said, int age) {
        double sum = 0;
        double largest = 0;
        int days = 0;
        int last = said.length - 1;
        for (int day = 0; day + age < last; day++) {
            double revision = Math.abs(said[day][last] - said[day][day + age]);
            if (!Double.isNaN(revision)) {
                sum += revision;
                largest = Math.max(largest, revision);
                days++;
            }
        }
        return new Revisions(age, days, days == 0 ? 0 : sum / days, largest);
    }
}
