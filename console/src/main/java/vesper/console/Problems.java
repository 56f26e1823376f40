package vesper.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** The pages for what cannot be shown: 400, 403, 404 and 500, in the look of the others. */
@Controller
@ControllerAdvice(basePackageClasses = Console.class)
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final PageModel frame;

    Problems(PageModel frame) {
        this.frame = frame;
    }

    /** Where a refused request is forwarded to, with its status set. */
    @RequestMapping("/console/problem")
    ModelAndView refused(HttpServletRequest request, HttpServletResponse response) {
        HttpStatusCode status = HttpStatusCode.valueOf(response.getStatus());
        return page(request, status.isError() ? status : HttpStatus.NOT_FOUND, null);
    }

    /** Everything under {@code /console} that no page answers. */
    @RequestMapping("/console/{page:^(?!assets$).+}/**")
    ModelAndView unknown(HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND, null);
    }

    @ExceptionHandler
    ModelAndView missing(NotFoundException missing, HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND, null);
    }

    /** An id in the address that is no number names nothing. */
    @ExceptionHandler
    ModelAndView mistyped(MethodArgumentTypeMismatchException mistyped, HttpServletRequest request) {
        return page(request, HttpStatus.NOT_FOUND, null);
    }

    /** The browser went away while an answer was written: nobody to tell. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("a reader of a live page is gone", gone);
    }

    @ExceptionHandler
    ModelAndView failed(Exception failure, HttpServletRequest request) throws Exception {
        if (failure instanceof AccessDeniedException) {
            throw failure;
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return page(request, known.getStatusCode(), null);
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("console page {} failed, reference {}", request.getRequestURI(), reference, failure);
        return page(request, HttpStatus.INTERNAL_SERVER_ERROR, reference);
    }

    private ModelAndView page(
            HttpServletRequest request, HttpStatusCode status, @org.jspecify.annotations.Nullable String reference) {
        ModelAndView page = new ModelAndView("console/problem", status);
        frame.addTo(page.getModelMap(), request);
        page.addObject("status", status.value());
        page.addObject("reference", reference);
        return page;
    }
}
