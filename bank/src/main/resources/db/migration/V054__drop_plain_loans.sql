-- The first, plain loans, whose schedule was the only thing known of them. Loans of before are on no books but those of demos.
drop table if exists loan_instalment;
drop table if exists loan;
