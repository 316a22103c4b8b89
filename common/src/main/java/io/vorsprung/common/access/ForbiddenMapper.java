package io.vorsprung.common.access;

import io.quarkus.security.ForbiddenException;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 403 where the token does not have the role. */
@Provider
public class ForbiddenMapper implements ExceptionMapper<ForbiddenException> {

    @Override
    public Response toResponse(ForbiddenException refused) {
        return ProblemMapper.answer(Problem.of(
                "forbidden", "Not with this token", 403, "the token does not have the role that this needs"));
    }
}
