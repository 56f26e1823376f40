package vesper.api.privacy;

import java.time.Clock;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    private final DataRequests requests;
    private final Clock clock = Clock.systemUTC();

    CollectionPage(Reporting reporting) {
        requests = reporting.dataRequests();
    }

    @GetMapping
    ModelAndView form(@PathVariable String token) {
        return requests.leads(token, clock.instant()) ? new ModelAndView(VIEW) : HandOut.gone(VIEW);
    }

    @PostMapping
    Object collect(@PathVariable String token, @RequestParam String passphrase) {
        Collected collected = requests.collect(token, Passphrase.written(passphrase), clock.instant());
        return HandOut.answer(collected, VIEW);
    }
}
