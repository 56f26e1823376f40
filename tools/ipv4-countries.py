#!/usr/bin/env python3
"""Makes the table that tells the country of an IPv4 address (bank/src/main/resources/vesper/bank/screening/ipv4-countries.gz).

usage: ipv4-countries.py RANGES.csv[.gz] OUT.gz

Reads rows of "from,to,country" without a header (addresses as unsigned 32-bit numbers, both inclusive; ISO 3166-1 alpha-2), as
the npm package @ip-location-db/geo-whois-asn-country has them. Where ranges overlap the smallest says it. Writes, compressed:
how many countries (a byte) and their letters (two bytes each; the first is "--", not known), how many runs (four bytes), and
for each run its country's place in the list (a byte), then for each run how many addresses it has (seven bits a byte, the low
ones first). Runs follow each other from 0.0.0.0 to the last address; neighbours in one country are one run.
"""
import csv
import gzip
import heapq
import struct
import sys

UNKNOWN = "--"
END = 2**32


def runs(ranges):
    """(first address, country) of each run, ascending."""
    ranges = sorted(ranges)
    edges = sorted({edge for first, last, _ in ranges for edge in (first, last + 1)} | {0})
    found, active, at = [], [], 0
    for edge in edges:
        while at < len(ranges) and ranges[at][0] <= edge:
            first, last, country = ranges[at]
            heapq.heappush(active, (last - first, last, country))
            at += 1
        while active and active[0][1] < edge:
            heapq.heappop(active)
        country = active[0][2] if active else UNKNOWN
        if edge < END and (not found or found[-1][1] != country):
            found.append((edge, country))
    return found


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return out


def main(source, target):
    opener = gzip.open if source.endswith(".gz") else open
    with opener(source, "rt", encoding="ascii", newline="") as rows:
        found = runs([(int(first), int(last), country) for first, last, country in csv.reader(rows)])
    countries = [UNKNOWN] + sorted({country for _, country in found} - {UNKNOWN})
    place = {country: number for number, country in enumerate(countries)}
    out = bytearray([len(countries)]) + "".join(countries).encode("ascii") + struct.pack(">i", len(found))
    out += bytes(place[country] for _, country in found)
    ends = [first for first, _ in found[1:]] + [END]
    for (first, _), end in zip(found, ends):
        out += varint(end - first)
    with open(target, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(bytes(out))
    print(f"{len(found)} runs, {len(countries) - 1} countries", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
