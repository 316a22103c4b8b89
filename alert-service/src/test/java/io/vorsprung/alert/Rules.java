package io.vorsprung.alert;

import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.wire.StrictJson;

/** Rules for tests, as people write them. */
public final class Rules {

    private Rules() {}

    /** Of the lag of the US over China; {@code more} is JSON fields, with quotes that may be single. */
    public static Rule lag(String id, String more) {
        return of("{'id':'" + id + "','name':'A rule','comparison':'us-cn','measure':'lag'," + more + "}");
    }

    public static Rule of(String json) {
        return StrictJson.read(json.replace('\'', '"'), Rule.class);
    }
}
