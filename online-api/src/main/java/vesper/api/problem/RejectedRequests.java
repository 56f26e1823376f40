package vesper.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the server itself refuses, before any filter or page sees it, with a problem document and not with its own page. */
public final class RejectedRequests extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OF_OURS = 500;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = status < FIRST_OF_OURS ? ProblemCode.INVALID_REQUEST : ProblemCode.INTERNAL_ERROR;
        Problem problem = new Problem(
                "urn:vesper:problem:" + code.code(),
                code.title(),
                status,
                code.code(),
                "The server does not take this request; see /docs.",
                List.of());
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            byte[] body = JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller went away before the problem was written", e);
        }
    }
}
