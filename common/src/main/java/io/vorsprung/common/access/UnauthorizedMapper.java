package io.vorsprung.common.access;

import io.quarkus.security.UnauthorizedException;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 401 where there is no token. */
@Provider
public class UnauthorizedMapper implements ExceptionMapper<UnauthorizedException> {

    @Override
    public Response toResponse(UnauthorizedException refused) {
        return answer("expected a bearer token in the header Authorization");
    }

    static Response answer(String detail) {
        return Response.fromResponse(ProblemMapper.answer(Problem.of("unauthorized", "A token is needed", 401, detail)))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
