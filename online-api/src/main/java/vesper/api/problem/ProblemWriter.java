package vesper.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents, also where no controller was reached. */
public final class ProblemWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    /** Writes status, headers and body; does nothing if an answer is on its way already. */
    public static void write(HttpServletResponse response, ProblemException exception) throws IOException {
        write(response, exception.problem(), exception.headers());
    }

    /** Writes status and body; headers set before stay. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        write(response, problem, Map.of());
    }

    private static void write(HttpServletResponse response, Problem problem, Map<String, String> headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = JSON.writeValueAsBytes(problem);
        response.setStatus(problem.status());
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
