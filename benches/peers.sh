#!/usr/bin/env bash
# Ours and the usual tools side by side, on the same files, in turns, in one run: CPU seconds of all threads, medians.
#
# usage: benches/peers.sh [--rounds N] [--venv DIR] [--truth]
#   --rounds N   turns (3)
#   --venv DIR   the Python environment, made there if it is not (target/peers)
#   --truth      also computes the true area shares, once for the same files
# PEERS_DATA, if set, is a folder with national_{villages,facilities,counties}.geojson; else the bench makes its own files.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=3 venv=target/peers truth=
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2 && shift 2 ;;
    --venv) venv=$2 && shift 2 ;;
    --truth) truth=yes && shift ;;
    *) sed -n 's/^# \{0,1\}//; 2,8p' "$0" >&2 && exit 2 ;;
    esac
done

if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv"; fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    numpy scipy pykdtree geopandas pyogrio pyarrow shapely pyproj
cargo bench --quiet --bench nation --no-run
ours() { cargo bench --quiet --bench nation -- --rounds 1 --moves 100 "$@"; }
mapfile -t files < <(ours --make)

work=target/tmp/peers
mkdir -p "$work"
lines=$work/lines.jsonl
: >"$lines"
for round in $(seq "$rounds"); do
    echo "turn $round of $rounds" >&2
    ours --shares "$work/ours.csv" >>"$lines"
    "$venv/bin/python" -B benches/peers/numeric.py "${files[@]}" >>"$lines"
    "$venv/bin/python" -B benches/peers/geo.py "${files[@]}" "$work/geopandas.txt" >>"$lines"
done
true_shares=()
if [ -n "$truth" ]; then
    # Kept by what the files hold.
    key=$(cat "${files[@]}" | sha256sum | cut -c1-16)
    true_shares=("$work/truth-$key.txt")
    if [ ! -s "${true_shares[0]}" ]; then
        "$venv/bin/python" -B benches/peers/truth.py "${files[@]}" "$work/truth.part"
        mv "$work/truth.part" "${true_shares[0]}"
    fi
fi
"$venv/bin/python" -m pip list --disable-pip-version-check 2>/dev/null |
    awk '/^(geopandas|numpy|pyarrow|pykdtree|pyogrio|pyproj|scipy|shapely) /{printf "%s %s, ", $1, $2} END {print NR ? "" : ""}'
"$venv/bin/python" -B benches/peers/compare.py "$lines" "$work/ours.csv" "$work/geopandas.txt" "${true_shares[@]}"
