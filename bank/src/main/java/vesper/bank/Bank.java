package vesper.bank;

import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.account.Accounts;
import vesper.bank.account.Nicknames;
import vesper.bank.alert.CustomerAlerts;
import vesper.bank.audit.AuditChain;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.customer.Cards;
import vesper.bank.customer.CustomerNotices;
import vesper.bank.customer.Customers;
import vesper.bank.database.Notifications;
import vesper.bank.deposit.AccountClosing;
import vesper.bank.deposit.Capitalisations;
import vesper.bank.deposit.Dormancy;
import vesper.bank.deposit.InterestAdjustments;
import vesper.bank.deposit.MaintenanceFees;
import vesper.bank.deposit.TaxRates;
import vesper.bank.directdebit.DirectDebits;
import vesper.bank.directdebit.Mandates;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.fraud.Attachments;
import vesper.bank.fraud.CaseStatistics;
import vesper.bank.fraud.Investigations;
import vesper.bank.fraud.Models;
import vesper.bank.fraud.RuleBacktests;
import vesper.bank.fraud.RuleOutcomes;
import vesper.bank.fraud.RuleProposals;
import vesper.bank.fraud.ScreeningBook;
import vesper.bank.fraud.ScreeningLists;
import vesper.bank.generalledger.GeneralLedger;
import vesper.bank.holder.Holders;
import vesper.bank.holder.JointPayments;
import vesper.bank.ledger.AccountHistory;
import vesper.bank.ledger.BalancesInTime;
import vesper.bank.ledger.Holds;
import vesper.bank.ledger.Journal;
import vesper.bank.ledger.Ledger;
import vesper.bank.ledger.ProofOfBooks;
import vesper.bank.origination.Disbursement;
import vesper.bank.origination.LoanApplications;
import vesper.bank.origination.LoanProducts;
import vesper.bank.origination.ScoreCards;
import vesper.bank.outbox.Outbox;
import vesper.bank.payee.Payees;
import vesper.bank.payment.DeadLetters;
import vesper.bank.payment.Disputes;
import vesper.bank.payment.PaymentLabels;
import vesper.bank.payment.Payments;
import vesper.bank.payment.ReviewCases;
import vesper.bank.retention.Retention;
import vesper.bank.seal.DaySeals;
import vesper.bank.seal.SealVerification;
import vesper.bank.servicing.LoanAccounts;
import vesper.bank.servicing.LoanAccrual;
import vesper.bank.servicing.LoanAdjustments;
import vesper.bank.servicing.LoanArrears;
import vesper.bank.servicing.LoanBook;
import vesper.bank.servicing.LoanCharging;
import vesper.bank.servicing.LoanCollection;
import vesper.bank.servicing.LoanPolicies;
import vesper.bank.servicing.LoanRating;
import vesper.bank.transfer.StandingOrders;

/** The parts of the bank over one database. Cheap to make; every process, and every job, makes its own. */
public final class Bank {
    private final JdbcTemplate jdbcTemplate;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactionManager;
    private final TransactionTemplate transaction;
    private final BusinessDates businessDates;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Payments payments;

    /** Over a data source, with a transaction manager of its own. */
    public Bank(DataSource dataSource) {
        this(dataSource, new JdbcTransactionManager(dataSource));
    }

    /** Over a data source whose transactions are shared with other code through the given manager. */
    public Bank(DataSource dataSource, PlatformTransactionManager transactionManager) {
        jdbcTemplate = new JdbcTemplate(dataSource);
        jdbc = JdbcClient.create(jdbcTemplate);
        this.transactionManager = transactionManager;
        transaction = new TransactionTemplate(transactionManager);
        businessDates = new BusinessDates(jdbc, transaction);
        outbox = new Outbox(jdbcTemplate);
        ledger = new Ledger(jdbcTemplate, transaction);
        accounts = new Accounts(jdbc);
        payments = Payments.over(jdbcTemplate, transaction, ledger, outbox);
    }

    /** Brings the database to the newest schema: the migrations of every module on the class path. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** For what {@link #jdbc} cannot do, such as batches of statements. */
    public JdbcTemplate jdbcTemplate() {
        return jdbcTemplate;
    }

    /** Tells of cards and accounts that are no longer what they were: {@code card:ID}, {@code account:ID}; not of balances. */
    public Notifications directoryChanges(Notifications.Listener listener) {
        return new Notifications(Objects.requireNonNull(jdbcTemplate.getDataSource()), "vesper_directory", listener);
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public BusinessDates businessDates() {
        return businessDates;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Accounts accounts() {
        return accounts;
    }

    public LoanAccounts loans() {
        return new LoanAccounts(jdbcTemplate, transaction, businessDates, ledger, accounts);
    }

    /** What staff change on loans by hand. */
    public LoanAdjustments loanAdjustments() {
        return new LoanAdjustments(jdbc, transaction, businessDates, loans(), audit());
    }

    /** How loans are collected, and charged when they are late. */
    public LoanPolicies loanPolicies() {
        return new LoanPolicies(jdbc, transaction, businessDates, audit());
    }

    /** Loans that are overdue. */
    public LoanArrears loanArrears() {
        return new LoanArrears(jdbc);
    }

    public LoanBook loanBook() {
        return new LoanBook(jdbc);
    }

    /** The night's recognition of loan interest. */
    public LoanAccrual loanAccrual() {
        return new LoanAccrual(jdbcTemplate, businessDates, ledger, accounts);
    }

    /** The night's charges for missed instalments. */
    public LoanCharging loanCharging() {
        return new LoanCharging(jdbcTemplate, businessDates, ledger, accounts);
    }

    /** The night's buckets and provisions of loans. */
    public LoanRating loanRating() {
        return new LoanRating(jdbcTemplate, businessDates, ledger, accounts);
    }

    /** The night's collection of loan instalments. */
    public LoanCollection loanCollection() {
        return new LoanCollection(jdbcTemplate, businessDates, ledger, accounts);
    }

    /** Interest accrued on customers' money, and its posting. */
    public Capitalisations capitalisations() {
        return new Capitalisations(jdbcTemplate, accounts, ledger);
    }

    /** What having an account costs a month. */
    public MaintenanceFees maintenanceFees() {
        return new MaintenanceFees(jdbcTemplate, accounts, ledger);
    }

    /** Accounts that have not been used for long. */
    public Dormancy dormancy() {
        return new Dormancy(jdbc, transaction, businessDates, audit());
    }

    /** What creditors collect under mandates. */
    public DirectDebits directDebits() {
        return new DirectDebits(jdbcTemplate, ledger);
    }

    /** The mandates under which they do, as people keep them. */
    public Mandates mandates() {
        return new Mandates(jdbc, transaction, businessDates, accounts, directDebits(), audit());
    }

    /** What the bank need not keep any longer. */
    public Retention retention() {
        return new Retention(jdbc);
    }

    /** Rates of the tax that is kept back of interest. */
    public TaxRates taxRates() {
        return new TaxRates(jdbc, transaction, businessDates, audit());
    }

    /** What back-dated entries change of interest that was accrued before them. */
    public InterestAdjustments interestAdjustments() {
        return new InterestAdjustments(jdbc, transaction, businessDates, accounts, ledger, audit());
    }

    public AccountClosing accountClosing() {
        return new AccountClosing(jdbc, transaction, businessDates, accounts, capitalisations(), ledger);
    }

    public Journal journal() {
        return new Journal(jdbc);
    }

    /** What holders call their accounts. */
    public Nicknames nicknames() {
        return new Nicknames(jdbc);
    }

    /** What customers want to be told of their accounts. */
    public CustomerAlerts customerAlerts() {
        return new CustomerAlerts(jdbc, transaction);
    }

    /** Who holds which account. */
    public Holders holders() {
        return new Holders(jdbc, transaction);
    }

    /** Transfers that two holders sign. */
    public JointPayments jointPayments() {
        return new JointPayments(jdbc);
    }

    /** Whom customers pay. */
    public Payees payees() {
        return new Payees(jdbc);
    }

    /** Transfers that customers ordered for later. */
    public StandingOrders standingOrders() {
        return new StandingOrders(jdbc, transaction);
    }

    /** What is reserved on accounts. */
    public Holds holds() {
        return new Holds(jdbc);
    }

    /** Payments that their payers dispute. */
    public Disputes disputes() {
        return new Disputes(jdbc, transaction, labels(), cases(), investigations()::decidedByCustomer);
    }

    public AccountHistory history() {
        return new AccountHistory(jdbc);
    }

    public BalancesInTime balancesInTime() {
        return new BalancesInTime(jdbc);
    }

    public GeneralLedger generalLedger() {
        return new GeneralLedger(jdbc);
    }

    public Customers customers() {
        return new Customers(jdbc);
    }

    /** What screening is told of customers. */
    public CustomerNotices customerNotices() {
        return new CustomerNotices(jdbc, transaction, outbox);
    }

    /** Cards under the bank's card key of 32 bytes, see {@link Cards}. */
    public Cards cards(byte[] cardKey) {
        return new Cards(jdbc, cardKey);
    }

    public Payments payments() {
        return payments;
    }

    public LoanProducts loanProducts() {
        return new LoanProducts(jdbc, transaction, businessDates, scoreCards(), audit());
    }

    /** What applications for loans are scored by. */
    public ScoreCards scoreCards() {
        return new ScoreCards(jdbc, transaction, audit());
    }

    public LoanApplications loanApplications() {
        return new LoanApplications(
                jdbc,
                transaction,
                businessDates,
                accounts,
                loanProducts(),
                scoreCards(),
                new Disbursement(jdbcTemplate, businessDates, accounts, ledger, loans()));
    }

    public ReviewCases cases() {
        return new ReviewCases(jdbc, transaction, outbox);
    }

    /** What analysts do about the cases of a customer. */
    public Investigations investigations() {
        return new Investigations(jdbc, transaction, cases(), audit());
    }

    /** Files that analysts keep with them. */
    public Attachments attachments() {
        return new Attachments(jdbc, transaction, investigations(), audit());
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(jdbc, transaction, outbox);
    }

    public PaymentLabels labels() {
        return new PaymentLabels(jdbc, transaction, outbox);
    }

    /** The rules and models that screening judges by. */
    public ScreeningBook screening() {
        return new ScreeningBook(jdbc, transaction, outbox, audit());
    }

    /** How the queue of cases stands, and what came of them. */
    public CaseStatistics caseStatistics() {
        return new CaseStatistics(jdbc);
    }

    /** Changes of the rules on their way into force. */
    public RuleProposals ruleProposals() {
        return new RuleProposals(jdbc, transaction, screening(), audit());
    }

    /** How rules do, by what became known. */
    public RuleOutcomes ruleOutcomes() {
        return new RuleOutcomes(jdbc, transaction);
    }

    /** The lists, snoozes and thresholds that screening goes by. */
    public ScreeningLists screeningLists() {
        return new ScreeningLists(screening(), ruleProposals(), audit(), Clock.systemUTC());
    }

    /** Holds rules against what the bank has recorded. */
    public RuleBacktests ruleBacktests() {
        return new RuleBacktests(jdbc, transactionManager, screening(), models(), audit());
    }

    /** The fraud models, and how one comes into force. */
    public Models models() {
        return new Models(jdbc, screening(), audit());
    }

    /** What could not be done and a person must see to. */
    public ExceptionItems exceptions() {
        return new ExceptionItems(jdbcTemplate);
    }

    public AuditLog audit() {
        return new AuditLog(jdbcTemplate, transaction);
    }

    public AuditChain auditChain() {
        return new AuditChain(jdbc, transactionManager);
    }

    public ProofOfBooks proof() {
        return new ProofOfBooks(jdbc, transactionManager);
    }

    public DaySeals seals() {
        return new DaySeals(jdbcTemplate, transaction);
    }

    public SealVerification sealVerification() {
        return new SealVerification(jdbcTemplate);
    }
}
