package io.vorsprung.metrics.query;

import io.vorsprung.metrics.MetricsConfig;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param total of the whole list
 */
public record Page<T>(int total, int offset, List<T> items) {

    private static final int DEFAULT_LIMIT = 500;

    static <S, T> Page<T> of(
            List<S> all, @Nullable Integer offset, @Nullable Integer limit, MetricsConfig config, Function<S, T> view) {
        int from = offset == null ? 0 : offset;
        int size = limit == null ? Math.min(DEFAULT_LIMIT, config.pageLimit()) : limit;
        if (from < 0) {
            throw Moment.invalid("offset", "a number from 0");
        }
        if (size < 1 || size > config.pageLimit()) {
            throw Moment.invalid("limit", "a number from 1 to " + config.pageLimit());
        }
        int begin = Math.min(from, all.size());
        int end = (int) Math.min((long) begin + size, all.size());
        return new Page<>(
                all.size(), from, all.subList(begin, end).stream().map(view).toList());
    }
}
