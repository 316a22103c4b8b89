package io.vorsprung.common.access;

import io.quarkus.security.AuthenticationFailedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 401 where the token is not good; why, is not told. */
@Provider
public class BadTokenMapper implements ExceptionMapper<AuthenticationFailedException> {

    @Override
    public Response toResponse(AuthenticationFailedException refused) {
        return UnauthorizedMapper.answer("the token is not valid here");
    }
}
