package vesper.console.mail;

import java.security.Principal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.reporting.Reporting;
import vesper.reporting.letter.LetterRun;
import vesper.reporting.letter.Letters;

/** Documents on paper: how many wait, and the runs in which they go to the printer. */
@Controller
@RequestMapping(LetterPages.LIST)
class LetterPages {
    static final String LIST = "/console/mail/letters";
    private static final Logger LOG = LoggerFactory.getLogger(LetterPages.class);
    private static final String QUESTION =
            "Take the letters that have waited longest, up to " + Letters.MOST + ", to the printer?";

    private final Letters letters;
    private final int pageSize;

    LetterPages(Reporting reporting, ConsoleSettings settings) {
        letters = reporting.letters();
        pageSize = settings.pageSize();
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("waiting", letters.waiting());
        model.addAttribute("runs", letters.runs(pageSize));
        model.addAttribute("question", QUESTION);
        return "console/mail/letters";
    }

    /** Takes a run, whose file is then on the list. */
    @PostMapping
    String take(
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal operator,
            Model model,
            RedirectAttributes flash) {
        if (!confirmed) {
            return new Confirmation(QUESTION, "Take a run", LIST, LIST, Map.of()).ask(model);
        }
        letters.take(operator.getName())
                .ifPresentOrElse(
                        run -> {
                            LOG.info(
                                    "{} letters were taken as run {} by {}",
                                    run.letters(),
                                    run.id(),
                                    operator.getName());
                            flash.addFlashAttribute(
                                    "done", "Run " + run.id() + " has " + run.letters() + " letters. Print its file.");
                        },
                        () -> flash.addFlashAttribute("alert", "No letter waits any more. Nothing was taken."));
        return "redirect:" + LIST;
    }

    /** The file of a run: what is to be printed, and a list of it. */
    @GetMapping("/{id}")
    ResponseEntity<StreamingResponseBody> file(@PathVariable long id) {
        LetterRun run = letters.run(id).orElseThrow(() -> new NotFoundException("run " + id + " of letters"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(run.fileName())
                                .build()
                                .toString())
                .body(out -> letters.write(run, out));
    }
}
