# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# The table that packaging/bench prints: groups of rows, what a row is made of, and whether it reaches its target.
# Sourced by it: $pairs, $work and $log are its.

value_of() { jq -r ".$1 // empty" <<<"$2"; }
median() { # of its arguments
    printf '%s\n' "$@" | sort -g \
        | awk '{ v[NR] = $1 } END { printf "%.6g", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
largest() { printf '%s\n' "$@" | sort -g | tail -n 1; }
quotient() { awk -v a="$1" -v b="$2" 'BEGIN { if (b == 0) exit 1; printf "%.6g", a / b }'; }
note() { printf '%s\n' "$*" | tee -a "$log" >&2; }

# A figure as a person writes it: whole from 100 on, two digits behind the point below 10.
shown() { awk -v x="$1" 'BEGIN { printf (x >= 100 ? "%.0f" : (x >= 10 ? "%.1f" : "%.2f")), x }'; }

# reaches VALUE TARGET: a target is ">= 1.5", "<= 112" or "-".
reaches() {
    [[ $2 == - ]] && return 0
    awk -v x="$1" -v sign="${2%% *}" -v y="${2#* }" \
        'BEGIN { if (sign == ">=" ? x >= y : x <= y) print "yes"; else print "no" }'
}

add_row() { # name, A, B, A / B, processor time, target, reached
    local target=${6#-}
    target=${target/>=/≥}
    printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$5" "${target/<=/≤}" "$7" >>"$work/rows"
    note "$(tail -n 1 "$work/rows")"
}

# compare NAME WHAT TARGET A B: commands A and B print a JSON line each, in turns. WHAT says which ratio has the target:
# rate (answers a second), cost (the server's processor time an answer, the less the better), p99 (then the middle
# columns are latencies), or shared (a rate where server and load have the same processors). A rate is the server's only
# where the server is at its limit; where one of the two is not, the inverse of the time is judged in its place.
compare() {
    local name=$1 what=$2 target=$3 key=answered_per_s i a b
    [[ $what == p99 ]] && key=p99_us
    local -a of_a=() of_b=() ratios=() costs=() busy=()
    for ((i = 0; i < pairs; ++i)); do
        a=$(eval "$4")
        b=$(eval "$5")
        note "$name"$'\n'"  A $a"$'\n'"  B $b"
        of_a+=("$(value_of "$key" "$a")")
        of_b+=("$(value_of "$key" "$b")")
        busy+=("$(jq -s 'map(.server_busy) | min' <<<"$a$b")")
        ratios+=("$(quotient "${of_a[-1]}" "${of_b[-1]}")")
        costs+=("$(quotient "$(value_of server_cpu_us_per_answer "$a")" "$(value_of server_cpu_us_per_answer "$b")")")
    done
    local ratio cost middle_a middle_b judged remark=''
    ratio=$(median "${ratios[@]}")
    cost=$(median "${costs[@]}")
    middle_a=$(shown "$(median "${of_a[@]}")")
    middle_b=$(shown "$(median "${of_b[@]}")")
    judged=$ratio
    if [[ $what == cost ]]; then
        judged=$cost target+=', time'
    elif [[ $what == rate && $target != - && $(reaches "$(median "${busy[@]}")" '>= 0.9') == no ]]; then
        judged=$(quotient 1 "$cost")
        remark=" (by time: $(shown "$judged"))"
    fi
    add_row "$name" "$middle_a" "$middle_b" "$(shown "$ratio")" "$(shown "$cost")" "$target" \
        "$(reaches "$judged" "${target%,*}")$remark"
}

# figure NAME TARGET VALUE [REFERENCE]: no ratio, but a figure with a unit in its name; the reference is for reading.
figure() {
    add_row "$1" "$(shown "$3")" "${4:+$(shown "$4")}" '' '' "$2" "$(reaches "$3" "$2")"
}

# run_group NAME: its function, in a shell of its own: what fails there ends there, and its servers end with it. Adds
# the name to $failed then.
run_group() {
    local begun=$SECONDS status
    note "── $1"
    (
        trap stop_servers EXIT
        trap 'exit 143' TERM
        "group_${1//-/_}"
    ) &
    running=$! # for packaging/bench to end, if it is ended itself
    wait "$running" && status=0 || status=$?
    running=''
    note "── $1: $((SECONDS - begun)) s"
    if ((status != 0)); then
        add_row "$1: failed" '' '' '' '' - no
        failed+=("$1")
    fi
}

print_table() {
    printf '| A / B, or a figure | A | B | A / B | processor time an answer, A / B | target | reached |\n'
    printf '|---|---:|---:|---:|---:|---|---|\n'
    cat "$work/rows"
}
