package vesper.console.overview;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The first page: the day so far, live. */
@Controller
class OverviewPage {
    private final Sampler sampler;
    private final LivePages pages;

    OverviewPage(Sampler sampler, LivePages pages) {
        this.sampler = sampler;
        this.pages = pages;
    }

    @GetMapping({"/console", "/console/"})
    String overview(HttpServletRequest request, Model model) {
        model.addAttribute("now", sampler.latest());
        model.addAttribute("operator", request.isUserInRole("OPERATOR"));
        return "console/overview/overview";
    }

    @GetMapping(path = "/console/overview/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(HttpServletRequest request) {
        return pages.open(sampler.latest(), request.isUserInRole("OPERATOR"));
    }
}
