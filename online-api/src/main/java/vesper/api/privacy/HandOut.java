package vesper.api.privacy;

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

    static Object answer(Collected collected, String view) {
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
            ModelAndView again = new ModelAndView(view, HttpStatus.FORBIDDEN);
            again.addObject("triesLeft", wrong.triesLeft());
            return again;
        }
        return gone(view);
    }

    static ModelAndView gone(String view) {
        ModelAndView gone = new ModelAndView(view, HttpStatus.GONE);
        gone.addObject("gone", true);
        return gone;
    }
}
