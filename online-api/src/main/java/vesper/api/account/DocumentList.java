package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All documents of an account, the newest period first. */
@Schema(description = "All documents of an account, the newest period first.")
record DocumentList(List<DocumentAnswer> documents) {
    DocumentList {
        documents = List.copyOf(documents);
    }
}
