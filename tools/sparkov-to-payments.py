#!/usr/bin/env python3
"""Turns a file of the Sparkov generator into a payments file for `vesper import`.

usage: sparkov-to-payments.py IN.csv[.gz] OUT.csv [LABELS.csv]

Reads trans_id, ts, cc_num, merchant, category, amt, merch_lat, merch_long, is_fraud. Writes the columns of a payments file,
times in UTC, amounts as they stand, without the generator's prefix "fraud_" of every merchant's name. The labels file gets
id, fraud, known_at: a fraud is reported, and a payment counts as genuine, seven days after it was made.
"""
import csv
import datetime
import gzip
import sys


def main(source, target, labels=None):
    opener = gzip.open if source.endswith(".gz") else open
    with opener(source, "rt", encoding="utf-8", newline="") as rows, open(
        target, "w", encoding="utf-8", newline=""
    ) as out:
        payments = csv.writer(out, lineterminator="\n")
        payments.writerow(
            "id time card merchant category amount currency latitude longitude country device channel".split()
        )
        known = csv.writer(open(labels, "w", encoding="utf-8", newline=""), lineterminator="\n") if labels else None
        if known:
            known.writerow(["id", "fraud", "known_at"])
        for row in csv.DictReader(rows):
            made = datetime.datetime.fromisoformat(row["ts"].replace("Z", "").replace(" ", "T"))
            payments.writerow([
                row["trans_id"], made.isoformat() + "Z", row["cc_num"], row["merchant"].removeprefix("fraud_"),
                row["category"], row["amt"], "USD", row["merch_lat"], row["merch_long"], "US", "", "card",
            ])
            if known:
                known_at = made + datetime.timedelta(days=7)
                known.writerow([row["trans_id"], row["is_fraud"], known_at.isoformat() + "Z"])


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
