package vesper.bank.payee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.payee.NameCheck.Result;

class NameCheckTest {
    @ParameterizedTest
    @CsvSource({
        "Ada Nilsson, Ada Nilsson, MATCH",
        "ADA  NILSSON, ada nilsson, MATCH",
        "'Nilsson, Ada', Ada Nilsson, MATCH",
        "Dr. Ada Nilsson, Ms Ada Nilsson, MATCH",
        "Jorg Muller, Jörg Müller, MATCH",
        "Ольга Петрова, Olga Petrova, MATCH",
        "A. Nilsson, Ada Nilsson, CLOSE_MATCH",
        "Ada Nillson, Ada Nilsson, CLOSE_MATCH",
        "Ada Nilsson, Ada Maria Nilsson, CLOSE_MATCH",
        "Ada Maria Nilsson, Ada Nilsson, CLOSE_MATCH",
        "AdaNilsson, Ada Nilsson, CLOSE_MATCH",
        "Jon Smith, John Smith, CLOSE_MATCH",
        "Nilsson, Ada Nilsson, NO_MATCH",
        "A N, Ada Nilsson, NO_MATCH",
        "B. Nilsson, Ada Nilsson, NO_MATCH",
        "Ida Nilsson, Ada Nilsson, NO_MATCH",
        "Ada Berg, Ada Nilsson, NO_MATCH",
        "Harbour Books, Ada Nilsson, NO_MATCH",
        "Ada Ada, Ada Nilsson, NO_MATCH",
        "..., Ada Nilsson, NO_MATCH",
    })
    void namesCompareByTheirWords(String given, String holder, Result result) {
        assertThat(NameCheck.compare(given, holder)).isEqualTo(result);
        assertThat(NameCheck.compare(holder, given)).as("the other way round").isEqualTo(result);
    }
}
