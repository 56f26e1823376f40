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
import vesper.reporting.link.Collected;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.privacy.Passphrase;

/** Hands a person's file out, once, to who has both the link and the passphrase. Nobody need be signed in. */
@Controller
@Conditional(Services.HandsOutTokens.class)
@RequestMapping(CollectionPage.PATH + "{token}")
class CollectionPage {
    static final String PATH = "/personal-data/";

    private static final String VIEW = "privacy/collect";
    private static final String ASKED = HttpHeaders.ACCEPT_LANGUAGE;

    private final DataRequests requests;
    private final Clock clock = Clock.systemUTC();

    CollectionPage(Reporting reporting) {
        requests = reporting.dataRequests();
    }

    @GetMapping
    ModelAndView form(
            @PathVariable String token, @RequestHeader(name = ASKED, required = false) @Nullable String asked) {
        Map<String, String> words = words(token, asked);
        return requests.leads(token, clock.instant()) ? HandOut.form(VIEW, words) : HandOut.gone(VIEW, words);
    }

    @PostMapping
    Object collect(
            @PathVariable String token,
            @RequestParam String passphrase,
            @RequestHeader(name = ASKED, required = false) @Nullable String asked) {
        Map<String, String> words = words(token, asked);
        Collected collected = requests.collect(token, Passphrase.written(passphrase), clock.instant());
        return HandOut.answer(collected, VIEW, words);
    }

    private Map<String, String> words(String token, @Nullable String asked) {
        return HandOutWords.in(requests.language(token, clock.instant()).orElseGet(() -> HandOutWords.asked(asked)));
    }
}
