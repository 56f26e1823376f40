package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import vesper.bank.event.NoticeKind;

/** The last {@value #KEPT} journeys that a customer told of, the newest notice first. Immutable. */
record Journeys(Notice[] notices) {
    static final int KEPT = 8;

    static final Journeys NONE = new Journeys(new Notice[0]);

    Journeys plus(Notice notice) {
        if (Arrays.asList(notices).contains(notice)) {
            return this;
        }
        Notice[] moved = new Notice[Math.min(KEPT, notices.length + 1)];
        System.arraycopy(notices, 0, moved, 1, moved.length - 1);
        moved[0] = notice;
        return new Journeys(moved);
    }

    /** Whether the customer is on a journey then, and, where both countries are known, in this country. */
    boolean cover(long timeMs, int countryHash) {
        for (Notice notice : notices) {
            boolean there = countryHash == 0 || notice.countryHash() == 0 || countryHash == notice.countryHash();
            if (there && timeMs >= notice.fromMs() && timeMs < notice.untilMs()) {
                return true;
            }
        }
        return false;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(notices.length);
        for (Notice notice : notices) {
            out.writeLong(notice.fromMs());
            out.writeLong(notice.untilMs());
            out.writeInt(notice.countryHash());
        }
    }

    static Journeys readFrom(DataInput in) throws IOException {
        Notice[] read = new Notice[in.readUnsignedByte()];
        for (int i = 0; i < read.length; i++) {
            read[i] = new Notice(NoticeKind.TRAVEL, in.readLong(), in.readLong(), in.readInt());
        }
        return new Journeys(read);
    }
}
