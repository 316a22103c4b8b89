package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemMapper;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 503 with {@code Retry-After} while the broker is away. */
@Provider
public class BrokerUnavailableMapper implements ExceptionMapper<BrokerUnavailable> {

    @Override
    public Response toResponse(BrokerUnavailable failed) {
        return ProblemMapper.answer(problem());
    }

    static Problem problem() {
        return Problem.of(
                "broker-unavailable",
                "Events can not be taken now",
                503,
                "the broker did not acknowledge in time; send the same again, nothing counts twice");
    }
}
