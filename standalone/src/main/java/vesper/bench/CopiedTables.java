package vesper.bench;

import java.util.List;
import vesper.bank.Bank;

/** Copies of the bank's tables with their rows, in the schema {@code sqlonly}: without foreign keys and triggers. */
final class CopiedTables {
    private static final List<String> TABLES = List.of(
            "account",
            "own_balance_part",
            "journal_entry",
            "posting",
            "loan_account",
            "loan_transaction",
            "interest_accrual",
            "interest_capitalisation");

    private CopiedTables() {}

    /** Makes them, as the tables are now. */
    static void create(Bank bank) {
        bank.jdbc().sql("create schema sqlonly").update();
        for (String table : TABLES) {
            String options = bank.jdbc()
                    .sql("""
                            select coalesce('with (' || array_to_string(reloptions, ', ') || ')', '') from pg_class
                             where oid = ('public.' || :table)::regclass
                            """)
                    .param("table", table)
                    .query(String.class)
                    .single();
            bank.jdbc()
                    .sql("create table sqlonly." + table + " (like public." + table + " including all) " + options)
                    .update();
            bank.jdbc()
                    .sql("insert into sqlonly." + table + " overriding system value select * from public." + table)
                    .update();
            bank.jdbc().sql("vacuum analyze sqlonly." + table).update();
        }
    }
}
