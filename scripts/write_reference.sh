#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Write the reference pages from the program: write_reference.sh build/acicula docs/reference
set -eu
program=$1
folder=$2
mkdir -p "$folder"

# page NAME TITLE ARGUMENTS...: what the program prints, as a page
page() {
    name=$1
    title=$2
    shift 2
    text=$("$program" "$@")
    printf '# %s\n\nWritten by `make docs` from `acicula %s`; change the program, not this page.\n\n```text\n%s\n```\n' \
        "$title" "$*" "$text" >"$folder/$name.md"
    echo "$folder/$name.md"
}

page commands 'Commands' --help
"$program" explain --reference >"$folder/config.md" && echo "$folder/config.md" # a page already
page skins 'Shipped skins' list skins
page compounds 'Shipped compounds' list compounds
page devices 'Shipped devices' list devices
"$program" explain --reference results >"$folder/results.md" && echo "$folder/results.md"
page vehicles 'Shipped vehicles' list vehicles
