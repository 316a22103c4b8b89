package io.vorsprung.alert.digest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.alert.Alert;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A summary of some days.
 *
 * @param from first day
 * @param to last day, the one before it was made
 * @param text the same for people
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Digest(
        String id,
        String title,
        LocalDate from,
        LocalDate to,
        List<Line> series,
        List<Moves.Move> moves,
        List<Alert> alerts,
        String text) {

    /** A series at the end of the days, and before them. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Line(
            String series,
            String unit,
            double value,
            @Nullable Double before,
            @Nullable Double lower,
            @Nullable Double upper,
            @Nullable String leader,
            @Nullable String follower) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: %.2f %s%s%s%s",
                    series,
                    value,
                    unit,
                    before == null ? "" : String.format(Locale.ROOT, " (%+.2f)", value - before),
                    lower == null || upper == null
                            ? ""
                            : String.format(Locale.ROOT, ", 90 %% %.2f to %.2f", lower, upper),
                    leader == null ? "" : "; " + leader + " | " + follower);
        }
    }

    static Digest of(
            String id, LocalDate from, LocalDate to, List<Line> series, List<Moves.Move> moves, List<Alert> alerts) {
        String title = from.equals(to) ? "The gap on " + to : "The gap from " + from + " to " + to;
        return new Digest(id, title, from, to, series, moves, alerts, text(title, series, moves, alerts));
    }

    private static String text(String title, List<Line> series, List<Moves.Move> moves, List<Alert> alerts) {
        StringBuilder text = new StringBuilder(title).append('\n');
        series.forEach(line -> text.append("\n  ").append(line.text()));
        text.append("\n\nWhat moved it:");
        for (Moves.Move move : moves) {
            text.append(String.format(Locale.ROOT, "%n  %s  %.2f to %.2f", move.at(), move.before(), move.after()));
            move.news().changes().forEach(change -> text.append("\n    ")
                    .append(change.change())
                    .append(' ')
                    .append(change.type())
                    .append(' ')
                    .append(change.key())
                    .append(change.reason() == null ? "" : ": " + change.reason()));
        }
        text.append(moves.isEmpty() ? " nothing but the passing of days." : "");
        text.append("\n\nAlerts:");
        alerts.forEach(alert -> text.append("\n  ").append(alert.summary()));
        return text.append(alerts.isEmpty() ? " none." : "").append('\n').toString();
    }
}
