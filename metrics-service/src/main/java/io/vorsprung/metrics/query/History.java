package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.vintage.Estimator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measure over days, all by the knowledge of one moment.
 *
 * @param points in order; days without a value are left out
 */
public record History(
        String comparison, String measure, String unit, Instant knownAt, String stateHash, List<Point> points) {

    /** A day and the measure's value in the history's unit. */
    public record Point(LocalDate on, double value) {}

    private static final double ROUNDING = 1e6;

    static History of(
            String comparison,
            GapMeasure measure,
            Estimator estimator,
            Moment moment,
            @Nullable String from,
            @Nullable String step,
            MetricsConfig config) {
        Period stride = stride(step);
        LocalDate to = moment.asOf();
        LocalDate first = first(from, to, config);
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(to); day = first.plus(stride.multipliedBy(days.size()))) {
            if (days.size() == config.pageLimit()) {
                throw Moment.invalid("step", "one that gives at most " + config.pageLimit() + " points");
            }
            days.add(day);
        }
        double[] series = estimator.series(measure, first, to);
        List<Point> points = new ArrayList<>();
        for (LocalDate day : days) {
            double value = series[Math.toIntExact(ChronoUnit.DAYS.between(first, day))];
            if (!Double.isNaN(value)) {
                points.add(new Point(day, Math.rint(value * ROUNDING) / ROUNDING + 0.0));
            }
        }
        return new History(
                comparison, measure.id(), measure.unit(), moment.knownAt(), estimator.stateHash(), List.copyOf(points));
    }

    /** The first day of a span; the trailing window where it is not given. */
    static LocalDate first(@Nullable String from, LocalDate to, MetricsConfig config) {
        LocalDate first =
                from == null ? to.minus(Period.parse(config.window())).plusDays(1) : Moment.date("from", from);
        if (first.isAfter(to)) {
            throw Moment.invalid("from", "a day not after " + to);
        }
        return first;
    }

    @JsonIgnore
    String csv() {
        StringBuilder csv = new StringBuilder("date,value,unit\r\n");
        points.forEach(point -> csv.append(point.on())
                .append(',')
                .append(java.math.BigDecimal.valueOf(point.value()).toPlainString())
                .append(',')
                .append(unit)
                .append("\r\n"));
        return csv.toString();
    }

    static Period stride(@Nullable String step) {
        try {
            Period stride = Period.parse(step == null ? "P1D" : step);
            if (!stride.isZero() && !stride.isNegative()) {
                return stride;
            }
        } catch (DateTimeParseException malformed) {
            throw Moment.invalid("step", "an ISO 8601 period of days, weeks, months or years, such as P1D or P1M");
        }
        throw Moment.invalid("step", "an ISO 8601 period above zero, such as P1D or P1M");
    }
}
