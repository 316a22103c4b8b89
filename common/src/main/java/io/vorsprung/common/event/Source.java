package io.vorsprung.common.event;

import org.jspecify.annotations.Nullable;

/** Where a fact can be looked up. */
public record Source(String title, @Nullable String url) {

    public Source {
        title = Require.text("sources.title", title);
        url = Require.webAddress("sources.url", url);
    }
}
