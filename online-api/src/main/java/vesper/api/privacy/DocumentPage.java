package vesper.api.privacy;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vesper.api.Services;
import vesper.reporting.Reporting;
import vesper.reporting.document.DocumentLinks;

/**
 * Hands a document out, once, to who has the link of a mail and, where the customer has chosen one, the password for documents. Only a
 * press of the button uses the link up: programs that look into mails on their way follow links as well.
 */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping(DocumentPage.PATH + "{token}")
class DocumentPage {
    static final String PATH = "/documents/";

    private static final String VIEW = "privacy/document";
    private static final String ASKED = HttpHeaders.ACCEPT_LANGUAGE;

    private final DocumentLinks links;
    private final Clock clock = Clock.systemUTC();

    DocumentPage(Reporting reporting) {
        links = reporting.documentLinks();
    }

    @GetMapping
    ModelAndView form(
            @PathVariable String token, @RequestHeader(name = ASKED, required = false) @Nullable String asked) {
        DocumentLinks.Door door = links.door(token, clock.instant());
        Map<String, String> words = words(token, asked);
        if (door == DocumentLinks.Door.GONE) {
            return HandOut.gone(VIEW, words);
        }
        ModelAndView form = HandOut.form(VIEW, words);
        form.addObject("locked", door == DocumentLinks.Door.LOCKED);
        return form;
    }

    @PostMapping
    Object collect(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestHeader(name = ASKED, required = false) @Nullable String asked) {
        Map<String, String> words = words(token, asked);
        return HandOut.answer(links.collect(token, password, clock.instant()), VIEW, words);
    }

    private Map<String, String> words(String token, @Nullable String asked) {
        return HandOutWords.in(links.language(token, clock.instant()).orElseGet(() -> HandOutWords.asked(asked)));
    }
}
