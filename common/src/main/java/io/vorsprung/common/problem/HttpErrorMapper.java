package io.vorsprung.common.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the HTTP layer refuses (no such path, method, media type) leaves as problem details too. */
@Provider
public class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException failed) {
        Response.StatusType status = failed.getResponse().getStatusInfo();
        String title = status.getReasonPhrase();
        String detail =
                switch (status.getStatusCode()) {
                    case 404 -> "there is nothing at this path";
                    case 405 -> "this path does not take this method";
                    case 406 -> "expected an Accept header with application/json";
                    case 415 -> "expected Content-Type application/json, or what the API documents for this path";
                    default -> title;
                };
        return ProblemMapper.answer(
                Problem.of("http-" + status.getStatusCode(), title, status.getStatusCode(), detail));
    }
}
