package vesper.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import vesper.bank.audit.Actor;
import vesper.console.operator.OperatorToken;

/** Gives a page or resource that asks for an {@link Actor} the one who is signed in, with the address they call from. */
final class ActorArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Actor resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Principal caller = request.getUserPrincipal();
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        if (caller == null || http == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        Actor.Kind kind = caller.getName().equals(OperatorToken.NAME) ? Actor.Kind.CLIENT : Actor.Kind.STAFF;
        return new Actor(kind, caller.getName(), http.getRemoteAddr());
    }
}
