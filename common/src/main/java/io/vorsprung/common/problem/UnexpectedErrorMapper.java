package io.vorsprung.common.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** A fault of ours: the client gets a number to quote, the log gets the rest. */
@Provider
public class UnexpectedErrorMapper implements ExceptionMapper<RuntimeException> {

    private static final System.Logger LOG = System.getLogger(UnexpectedErrorMapper.class.getName());

    @Override
    public Response toResponse(RuntimeException failed) {
        UUID number = UUID.randomUUID();
        LOG.log(System.Logger.Level.ERROR, "request failed, " + number, failed);
        return ProblemMapper.answer(
                Problem.of("internal", "Something went wrong here", 500, "quote " + number + " when you report it"));
    }
}
