#!/bin/sh
# Writes what lies beside the CSAF documents of the bundles: hashes, index.txt and changes.csv. The damaged document keeps
# the hashes of the whole one.
set -eu
cd "$(dirname "$0")"
for label in bundle*/*/2026; do
    (
        cd "$label/.."
        : >index.txt
        : >changes.csv
        for file in 2026/*.json; do
            name=${file#2026/}
            echo "$file" >>index.txt
            [ "$name" = aich-2026-0124.json ] && continue
            for sum in 256 512; do
                hash=$(sha${sum}sum "$file")
                echo "${hash%% *}  $name" >"$file.sha$sum"
            done
            date=$(sed -n 's/.*"current_release_date": "\(.*\)".*/\1/p' "$file")
            echo "\"$file\",\"$date\"" >>changes.csv
        done
        sort -t, -k2,2r -k1,1 changes.csv >changes.new
        mv changes.new changes.csv
    )
done
