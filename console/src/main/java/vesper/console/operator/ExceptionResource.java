package vesper.console.operator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.bank.audit.Actor;
import vesper.bank.exceptions.Advice;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.FailedItem;
import vesper.batch.operator.ExceptionDesk;
import vesper.batch.task.Mending;

/** Exceptions for the command line and for other programs. What is refused is answered by {@link OperatorProblems}. */
@RestController
@RequestMapping(OperatorResource.ROOT + "/exceptions")
class ExceptionResource {
    private static final int LONGEST_LIST = 500;

    private final ExceptionDesk desk;

    ExceptionResource(ExceptionDesk desk) {
        this.desk = desk;
    }

    /** An exception with all that is known of it, and what to do. */
    record View(
            @JsonUnwrapped Standing standing, @JsonUnwrapped FailedItem failed, String advice) {
        static View of(ExceptionItem item) {
            return new View(Standing.of(item), item.failed(), Advice.of(item.failed()));
        }
    }

    record Standing(
            long id,
            String state,
            LocalDate businessDate,
            @Nullable String accountNumber,
            int tries,
            @Nullable String proposedBy,
            @Nullable String note,
            @Nullable String closedBy,
            java.time.Instant raisedAt,
            java.time.Instant changedAt) {
        static Standing of(ExceptionItem item) {
            return new Standing(
                    item.id(),
                    item.state().name(),
                    item.businessDate(),
                    item.accountNumber(),
                    item.tries(),
                    item.proposedBy(),
                    item.note(),
                    item.closedBy(),
                    item.raisedAt(),
                    item.changedAt());
        }
    }

    /** Newest first. */
    record Exceptions(List<View> exceptions) {}

    /** What a new try came to: {@code DONE}, {@code TONIGHT}, or {@code REFUSED} with the reason. */
    record Retried(String result, @Nullable String reason, View exception) {
        static Retried of(ExceptionDesk.Outcome outcome) {
            Mending.Retried retried = outcome.retried();
            return new Retried(retried.result().name(), retried.reason(), View.of(outcome.item()));
        }
    }

    /** Why an exception is skipped, or how it was fixed. */
    record Closing(@Nullable String reason) {
        static String of(@Nullable Closing closing) {
            return closing == null || closing.reason() == null ? "" : closing.reason();
        }
    }

    /**
     * Lists exceptions.
     *
     * @param state {@code waiting} for a person, {@code open}: also those that a night tries again, {@code all}
     * @param before only those with smaller ids, for the next page
     */
    @GetMapping
    Exceptions list(
            @RequestParam(defaultValue = "waiting") String state,
            @RequestParam @Nullable String step,
            @RequestParam @Nullable LocalDate businessDate,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") int limit) {
        OperatorResource.within("limit", limit, 1, LONGEST_LIST);
        ExceptionSearch search = new ExceptionSearch(waiting(state), step, businessDate);
        return new Exceptions(
                desk.list(search, before, limit).stream().map(View::of).toList());
    }

    private static @Nullable Boolean waiting(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "waiting" -> true;
            case "open" -> false;
            case "all" -> null;
            default -> throw ProblemException.badParameter("state must be waiting, open or all");
        };
    }

    @GetMapping("/{id}")
    View one(@PathVariable long id) {
        return View.of(desk.find(id).orElseThrow(() -> ProblemException.unknownException(id)));
    }

    /** Has the step try the item again. */
    @PostMapping("/{id}/retry")
    Retried retry(@PathVariable long id, Actor caller) {
        return Retried.of(desk.retry(caller, id));
    }

    /** Gives the item up; if it is about money, proposes so. */
    @PostMapping("/{id}/skip")
    View skip(@PathVariable long id, @RequestBody(required = false) @Nullable Closing closing, Actor caller) {
        return View.of(desk.skip(caller, id, Closing.of(closing)));
    }

    /** Says that the item was done by other means; if it is about money, another has to agree. */
    @PostMapping("/{id}/fixed")
    View fixed(@PathVariable long id, @RequestBody(required = false) @Nullable Closing closing, Actor caller) {
        return View.of(desk.fixed(caller, id, Closing.of(closing)));
    }

    /** Agrees to what another has proposed. */
    @PostMapping("/{id}/approve")
    View approve(@PathVariable long id, Actor caller) {
        return View.of(desk.approve(caller, id));
    }

    /** Takes back what was proposed. */
    @PostMapping("/{id}/reject")
    View reject(@PathVariable long id, Actor caller) {
        return View.of(desk.reject(caller, id));
    }
}
