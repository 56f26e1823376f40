package vesper.api.privacy;

import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;
import vesper.reporting.link.Collected;

/** What is answered to somebody who came with a link: the file, the page once more, or that the link has ended. */
final class HandOut {
    private HandOut() {}

    /** The form of a page. */
    static ModelAndView form(String view, Map<String, String> words) {
        return page(view, HttpStatus.OK, words);
    }

    static Object answer(Collected collected, String view, Map<String, String> words) {
        if (collected instanceof Collected.File file) {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(file.mediaType()))
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(file.name())
                                    .build()
                                    .toString())
                    .body(file.content());
        }
        if (collected instanceof Collected.Wrong wrong && wrong.triesLeft() > 0) {
            ModelAndView again = page(view, HttpStatus.FORBIDDEN, words);
            again.addObject("triesLeft", wrong.triesLeft());
            return again;
        }
        return gone(view, words);
    }

    static ModelAndView gone(String view, Map<String, String> words) {
        ModelAndView gone = page(view, HttpStatus.GONE, words);
        gone.addObject("gone", true);
        return gone;
    }

    private static ModelAndView page(String view, HttpStatus status, Map<String, String> words) {
        ModelAndView page = new ModelAndView(view, status);
        page.addObject("words", words);
        return page;
    }
}
