package io.vorsprung.alert.query;

import io.vorsprung.alert.AlertConfig;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/** Which part of a list. */
public class Page {

    @QueryParam("offset")
    @DefaultValue("0")
    int offset;

    @QueryParam("limit")
    @DefaultValue("100")
    int limit;

    Page checked(AlertConfig config) {
        if (offset < 0) {
            throw Answers.invalid("offset", "from 0");
        }
        if (limit < 1 || limit > config.pageLimit()) {
            throw Answers.invalid("limit", "from 1 to " + config.pageLimit());
        }
        return this;
    }
}
