package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the bank remembers of a card (or of an account, where no card pays): the payments of two days, the habits of
 * amount per category, the hours, the last merchants. Immutable, at most {@value #MAX_BYTES} bytes encoded.
 *
 * <p>Windows are exact in event time for payments up to a day late. Habits are learned in the order of arrival.
 */
public final class CardHistory {
    /** Categories whose habit is kept; the one seen least recently makes room. */
    static final int CATEGORIES = 16;

    /** Merchants that are remembered; the one paid least recently makes room. */
    static final int MERCHANTS = 32;

    /** An upper bound of {@link #writeTo}: what the arrays take when all are full. */
    static final int MAX_BYTES = 2_048;

    public static final CardHistory NONE =
            new CardHistory(RecentPayments.NONE, Habit.NONE, new int[0], new Habit[0], new short[24], new int[0]);

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int HOURS_MEMORY = 500;
    private static final int ENCODING = 1;

    private final RecentPayments recent;
    private final Habit habit;
    /** Most recent first. */
    private final int[] categories;

    private final Habit[] categoryHabits;
    private final short[] hours;
    /** Most recent first. */
    private final int[] merchants;

    private CardHistory(
            RecentPayments recent,
            Habit habit,
            int[] categories,
            Habit[] categoryHabits,
            short[] hours,
            int[] merchants) {
        this.recent = recent;
        this.habit = habit;
        this.categories = categories;
        this.categoryHabits = categoryHabits;
        this.hours = hours;
        this.merchants = merchants;
    }

    /** Whether this payment id was seen on this card in the last two days (among the {@link RecentPayments#CAPACITY} that are kept). */
    public Sighting sighting(ScreenedPayment payment) {
        return recent.sighting(payment);
    }

    /** The card's features of a payment that is not yet part of this history. */
    public Features features(ScreenedPayment payment) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        Features features = new Features();
        features.set(Feature.AMOUNT, (double) amount);
        features.set(Feature.HOUR, payment.hour());
        features.set(Feature.IS_CARD, payment.card() ? 1 : 0);
        features.set(Feature.CARD_COUNT_1M, 1 + recent.count(t, MINUTE_MS));
        features.set(Feature.CARD_COUNT_1H, 1 + recent.count(t, HOUR_MS));
        features.set(Feature.CARD_COUNT_24H, 1 + recent.count(t, DAY_MS));
        features.set(Feature.CARD_AMOUNT_1M, sum(amount, t, MINUTE_MS));
        features.set(Feature.CARD_AMOUNT_1H, sum(amount, t, HOUR_MS));
        features.set(Feature.CARD_AMOUNT_24H, sum(amount, t, DAY_MS));
        features.set(Feature.CARD_PAYMENTS, habit.count());
        features.set(Feature.CARD_AMOUNT_DEVIATION, habit.deviation(amount));
        int category = indexOf(categories, payment.categoryHash());
        Habit inCategory = category < 0 ? Habit.NONE : categoryHabits[category];
        boolean known = habit.count() >= Habit.ENOUGH;
        features.set(Feature.CARD_CATEGORY_DEVIATION, inCategory.deviation(amount));
        features.set(Feature.CARD_SPEND_RATIO_24H, known ? sum(amount, t, DAY_MS) / Math.max(1, habit.mean()) : 0);
        features.set(Feature.CARD_CATEGORY_SHARE, known ? share(inCategory) : 1);
        features.set(Feature.CARD_HOUR_SHARE, known ? hourShare(payment.hour()) : 1);
        features.set(Feature.CARD_NEW_MERCHANT, indexOf(merchants, payment.merchantHash()) < 0 ? 1 : 0);
        long last = recent.lastAt(t);
        features.set(Feature.CARD_SECONDS_SINCE_LAST, last < t - DAY_MS ? DAY_MS / 1_000.0 : (t - last) / 1_000.0);
        return features;
    }

    /** The history with this payment in it. The caller has seen to it that it is {@link Sighting#NEW}. */
    public CardHistory plus(ScreenedPayment payment) {
        int known = indexOf(categories, payment.categoryHash());
        int place = known >= 0 ? known : Math.min(categories.length, CATEGORIES - 1);
        Habit learned = (known >= 0 ? categoryHabits[known] : Habit.NONE).plus(payment.amountMinor());
        int size = Math.max(place + 1, categories.length);
        Habit[] habits = Arrays.copyOf(categoryHabits, size);
        System.arraycopy(categoryHabits, 0, habits, 1, place);
        habits[0] = learned;
        return new CardHistory(
                recent.plus(payment),
                habit.plus(payment.amountMinor()),
                toFront(categories, payment.categoryHash(), CATEGORIES),
                habits,
                counted(payment.hour()),
                toFront(merchants, payment.merchantHash(), MERCHANTS));
    }

    private double sum(long amount, long t, long windowMs) {
        return (double) RecentPayments.saturated(recent.amountMinor(t, windowMs), amount);
    }

    private double share(Habit inCategory) {
        int all = 0;
        for (Habit each : categoryHabits) {
            all += each.count();
        }
        return (double) inCategory.count() / all;
    }

    private double hourShare(int hour) {
        int all = 0;
        for (short count : hours) {
            all += count;
        }
        return (double) (hours[(hour + 23) % 24] + hours[hour] + hours[(hour + 1) % 24]) / all;
    }

    /** Counts the hour; halves all counts when they grow large, so that old habits fade. */
    private short[] counted(int hour) {
        short[] counts = hours.clone();
        counts[hour]++;
        if (counts[hour] > HOURS_MEMORY) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (short) (counts[i] / 2);
            }
        }
        return counts;
    }

    private static int indexOf(int[] hashes, int hash) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    private static int[] toFront(int[] hashes, int hash, int capacity) {
        int known = indexOf(hashes, hash);
        int place = known >= 0 ? known : Math.min(hashes.length, capacity - 1);
        int[] moved = Arrays.copyOf(hashes, Math.max(place + 1, hashes.length));
        System.arraycopy(hashes, 0, moved, 1, place);
        moved[0] = hash;
        return moved;
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        recent.writeTo(out);
        habit.writeTo(out);
        out.writeByte(categories.length);
        for (int i = 0; i < categories.length; i++) {
            out.writeInt(categories[i]);
            categoryHabits[i].writeTo(out);
        }
        for (short count : hours) {
            out.writeShort(count);
        }
        out.writeByte(merchants.length);
        for (int merchant : merchants) {
            out.writeInt(merchant);
        }
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static CardHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("card history in encoding " + encoding);
        }
        RecentPayments recent = RecentPayments.readFrom(in);
        Habit habit = Habit.readFrom(in);
        int[] categories = new int[in.readUnsignedByte()];
        Habit[] habits = new Habit[categories.length];
        for (int i = 0; i < categories.length; i++) {
            categories[i] = in.readInt();
            habits[i] = Habit.readFrom(in);
        }
        short[] hours = new short[24];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = in.readShort();
        }
        int[] merchants = new int[in.readUnsignedByte()];
        for (int i = 0; i < merchants.length; i++) {
            merchants[i] = in.readInt();
        }
        return new CardHistory(recent, habit, categories, habits, hours, merchants);
    }
}
