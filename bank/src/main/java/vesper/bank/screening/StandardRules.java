package vesper.bank.screening;

import static vesper.bank.screening.Feature.AMOUNT;
import static vesper.bank.screening.Feature.CARD_AMOUNT_24H;
import static vesper.bank.screening.Feature.CARD_AMOUNT_DEVIATION;
import static vesper.bank.screening.Feature.CARD_CATEGORY_SHARE;
import static vesper.bank.screening.Feature.CARD_COUNT_1H;
import static vesper.bank.screening.Feature.CARD_COUNT_1M;
import static vesper.bank.screening.Feature.CARD_HOUR_SHARE;
import static vesper.bank.screening.Feature.CARD_PAYMENTS;
import static vesper.bank.screening.Feature.CARD_SPEND_RATIO_24H;
import static vesper.bank.screening.Feature.HOUR;
import static vesper.bank.screening.Feature.IS_CARD;
import static vesper.bank.screening.Feature.MERCHANT_AMOUNT_DEVIATION;
import static vesper.bank.screening.Feature.MERCHANT_COUNT_1M;
import static vesper.bank.screening.Feature.MERCHANT_COUNT_24H;

import java.util.List;
import java.util.function.Predicate;

/**
 * The rules that a new bank starts with. The points of the card rules are the rounded coefficients of a logistic
 * regression over the rules' hits, fitted to nine months of a labelled simulation of card payments (Sparkov) and checked
 * on the three months after; those of the rules on bursts and transfers, of which that data has none, are set by judgement.
 *
 * <p>Review from 50 points, decline from 72. No single rule reaches review.
 */
public final class StandardRules {
    private static final Predicate<Features> CARD = f -> f.get(IS_CARD) == 1;
    private static final Predicate<Features> TRANSFER = CARD.negate();

    public static final RuleSet RULES = new RuleSet("standard-1", rules(), 50, 72);

    private StandardRules() {}

    private static List<Rule> rules() {
        return List.of(
                new Rule(
                        "night-hours",
                        "Paid at night, in hour {hour} UTC",
                        20,
                        f -> f.get(HOUR) >= 22 || f.get(HOUR) < 4),
                new Rule(
                        "unusual-hour",
                        "The card is seldom used in hour {hour} UTC",
                        4,
                        f -> f.get(CARD_HOUR_SHARE) <= 0.09),
                new Rule(
                        "amount-high-for-merchant",
                        "The amount is {merchant_amount_deviation} deviations above what is paid to this merchant",
                        22,
                        f -> f.get(MERCHANT_AMOUNT_DEVIATION) >= 2),
                new Rule(
                        "amount-very-high-for-merchant",
                        "The amount is at least 3 deviations above what is paid to this merchant",
                        3,
                        f -> f.get(MERCHANT_AMOUNT_DEVIATION) >= 3),
                new Rule(
                        "amount-low-for-merchant",
                        "The amount is far below what is paid to this merchant ({merchant_amount_deviation} deviations)",
                        26,
                        f -> f.get(MERCHANT_AMOUNT_DEVIATION) <= -2),
                new Rule(
                        "amount-very-low-for-merchant",
                        "The amount is at least 2.5 deviations below what is paid to this merchant",
                        30,
                        f -> f.get(MERCHANT_AMOUNT_DEVIATION) <= -2.5),
                new Rule(
                        "amount-high-for-card",
                        "The amount is {card_amount_deviation} deviations above what this card pays",
                        3,
                        f -> f.get(CARD_AMOUNT_DEVIATION) >= 3),
                new Rule(
                        "rare-category",
                        "The card seldom pays in this category",
                        4,
                        f -> f.get(CARD_CATEGORY_SHARE) <= 0.03),
                new Rule(
                        "spend-raised",
                        "24 hours' spending is {card_spend_ratio_24h} times the card's mean payment",
                        5,
                        f -> f.get(CARD_SPEND_RATIO_24H) >= 8),
                new Rule(
                        "spend-high",
                        "24 hours' spending is at least 15 times the card's mean payment",
                        11,
                        f -> f.get(CARD_SPEND_RATIO_24H) >= 15),
                new Rule(
                        "spend-very-high",
                        "24 hours' spending is at least 25 times the card's mean payment",
                        12,
                        f -> f.get(CARD_SPEND_RATIO_24H) >= 25),
                new Rule(
                        "new-card-high-amount",
                        "A card with {card_payments} payments before this one pays a high amount",
                        40,
                        CARD.and(f -> f.get(CARD_PAYMENTS) < Habit.ENOUGH && f.get(AMOUNT) >= 30_000)),
                new Rule("burst-hour", "{card_count_1h} payments within an hour", 9, f -> f.get(CARD_COUNT_1H) >= 3),
                new Rule(
                        "burst-minute", "{card_count_1m} payments within a minute", 25, f -> f.get(CARD_COUNT_1M) >= 4),
                new Rule("burst-long", "{card_count_1h} payments within an hour", 20, f -> f.get(CARD_COUNT_1H) >= 10),
                new Rule(
                        "merchant-burst",
                        "{merchant_count_1m} of the merchant's {merchant_count_24h} payments of the day came within a minute",
                        8,
                        CARD.and(f -> f.get(MERCHANT_COUNT_1M) >= 20
                                && f.get(MERCHANT_COUNT_1M) >= 0.25 * f.get(MERCHANT_COUNT_24H))),
                new Rule(
                        "transfer-large",
                        "A transfer of 10,000.00 or more",
                        25,
                        TRANSFER.and(f -> f.get(AMOUNT) >= 1_000_000)),
                new Rule(
                        "transfer-very-large",
                        "A transfer of 50,000.00 or more",
                        30,
                        TRANSFER.and(f -> f.get(AMOUNT) >= 5_000_000)),
                new Rule(
                        "transfers-add-up",
                        "Transfers of 20,000.00 or more within 24 hours",
                        20,
                        TRANSFER.and(f -> f.get(CARD_AMOUNT_24H) >= 2_000_000)));
    }
}
