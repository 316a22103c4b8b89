package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.ProblemMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** 503 with {@code Retry-After}: the broker was away a moment ago, or too many requests wait for it. */
@Provider
public class NotTriedMapper implements ExceptionMapper<FaultToleranceException> {

    @Override
    public Response toResponse(FaultToleranceException notTried) {
        return ProblemMapper.answer(BrokerUnavailableMapper.problem());
    }
}
