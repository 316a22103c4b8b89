package io.vorsprung.common.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A {@link ProblemException} leaves as what it carries. */
@Provider
public class ProblemMapper implements ExceptionMapper<ProblemException> {

    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public Response toResponse(ProblemException failed) {
        return answer(failed.problem());
    }

    /** Problem details as a response; with {@code Retry-After} where it is only a matter of time. */
    public static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == 503 || problem.status() == 429) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }
}
