package io.vorsprung.common.event;

import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody said how large the gap is; shown beside the estimate for that day, never mixed into it.
 *
 * @param low and {@code high}: the range that was said, in {@code unit}; equal where it was one number
 */
public record Assessment(
        String assessment,
        String assessor,
        @Nullable String affiliation,
        @PastOrPresent LocalDate statedOn,
        String comparison,
        String measure,
        double low,
        double high,
        String unit,
        String statement,
        List<Source> sources)
        implements Fact {

    public Assessment {
        assessment = Require.id("assessment", assessment);
        assessor = Require.text("assessor", assessor);
        affiliation = Require.optionalText("affiliation", affiliation);
        statedOn = Require.present("statedOn", statedOn);
        comparison = Require.id("comparison", comparison);
        measure = Require.text("measure", measure);
        low = Require.finite("low", low);
        high = Require.finite("high", high);
        if (low > high) {
            throw new InvalidEvent("high", "at least low (" + low + ")", Double.toString(high));
        }
        unit = Require.text("unit", unit);
        statement = Require.text("statement", statement);
        sources = Require.copy(sources);
    }

    @Override
    public String key() {
        return assessment;
    }

    @Override
    public String naturalKey() {
        return assessment;
    }

    @Override
    public LocalDate occurredOn() {
        return statedOn;
    }
}
