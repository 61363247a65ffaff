#!/bin/sh
# Collects a Linux machine on which the Fenceline program may not run.
#
#   sh fenceline-collect.sh DIR          writes DIR/MACHINE.fenceline.json.gz
#   sh fenceline-collect.sh DIR ROOT     of the system whose files lie below ROOT
#
# On the desk:  fenceline inventory import --create DIR
#
# It reads the same files as "fenceline collect" and writes the same form. It
# changes nothing, opens no connection and needs no administrator, who sees a
# little more (the serial number, other accounts' programs). Besides the system's
# own text tools it starts rpm, where there is one, to list its packages. It needs
# a POSIX shell, awk, sed, sort, sha256sum, and gzip for the packed form.
set -u
LC_ALL=C
export LC_ALL
umask 077

out=${1:-}
root=${2:-/}
root=${root%/}
if [ -z "$out" ] || [ ! -d "$out" ]; then
    echo "Usage: sh fenceline-collect.sh DIR [ROOT]    DIR is a folder that is there" >&2
    exit 2
fi
for tool in awk sed sort sha256sum; do
    command -v "$tool" >/dev/null 2>&1 || { echo "$tool is missing on this machine" >&2; exit 1; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# text FILE: its content without surrounding blanks.
text() { [ -r "$root/$1" ] && sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' "$root/$1" 2>/dev/null | sed -e '/./,$!d'; }
line() { text "$1" | head -n 1; }
note() { printf '%s\n' "$1" >>"$work/notes"; }

# os-release(5)
release=$root/etc/os-release
[ -r "$release" ] || release=$root/usr/lib/os-release
value() { [ -r "$release" ] && awk -F= -v want="$1" '$1 == want { v = substr($0, length(want) + 2); gsub(/^["'\'']|["'\'']$/, "", v); last = v } END { print last }' "$release"; }
id=$(value ID)
if [ -z "$id" ]; then
    echo "no operating system that can be collected below ${root:-/}" >&2
    exit 5
fi

name=$(line proc/sys/kernel/hostname)
[ -n "$name" ] || name=$(line etc/hostname)
[ -n "$name" ] || name=$(uname -n)
dmi=sys/class/dmi/id
for card in "$root"/sys/class/net/*; do
    [ -e "$card/device" ] && [ -r "$card/address" ] && cat "$card/address"
done 2>/dev/null | tr '[:lower:]' '[:upper:]' | awk 'NF && !seen[$0]++' >"$work/macs"

# Packages, a line each: format, name, version, architecture, source, version of the source, removed.
if [ -r "$root/var/lib/dpkg/status" ]; then
    awk '
        function flush() {
            if (name != "") printf "deb\t%s\t%s\t%s\t%s\t%s\t%s\n", name, version, arch, source, of, removed
            name = version = arch = source = of = removed = ""
        }
        /^[[:space:]]*$/ { flush(); next }
        /^Package:/ { name = $2 }
        /^Version:/ { version = $2 }
        /^Architecture:/ { arch = $2 }
        /^Source:/ { source = $2; of = $3; gsub(/[()]/, "", of) }
        /^Status:/ { if ($4 == "config-files" || $4 == "not-installed") removed = "yes" }
        END { flush() }' "$root/var/lib/dpkg/status" >>"$work/packages"
fi
for list in lib/apk/db/installed usr/lib/apk/db/installed; do
    [ -r "$root/$list" ] && awk -F: '
        function flush() {
            if (name != "") printf "apk\t%s\t%s\t%s\t%s\t\t\n", name, version, arch, source
            name = version = arch = source = ""
        }
        /^[[:space:]]*$/ { flush(); next }
        { rest = substr($0, 3) }
        $1 == "P" { name = rest }
        $1 == "V" { version = rest }
        $1 == "A" { arch = rest }
        $1 == "o" { source = rest }
        END { flush() }' "$root/$list" >>"$work/packages"
done
if [ -d "$root/var/lib/rpm" ] || [ -d "$root/usr/lib/sysimage/rpm" ]; then
    if [ -z "$root" ] && command -v rpm >/dev/null 2>&1; then
        rpm -qa --qf '%{NAME}\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\t%{ARCH}\t%{SOURCERPM}\n' 2>/dev/null |
            awk -F'\t' '$1 != "gpg-pubkey" { s = $4; sub(/-[^-]*-[^-]*\.src\.rpm$/, "", s); if (s == "(none)") s = ""; printf "rpm\t%s\t%s\t%s\t%s\t\t\n", $1, $2, $3, s }' >>"$work/packages"
    else
        note "the packages of rpm are not read; write them beside this file: rpm -qa > NAME.txt"
    fi
fi
for meta in "$root"/snap/*/current/meta/snap.yaml "$root"/var/lib/snapd/snap/*/current/meta/snap.yaml; do
    [ -r "$meta" ] && awk '
        function bare(s) { sub(/^[a-z]+:[[:space:]]*/, "", s); gsub(/["'\'']/, "", s); return s }
        /^name:/ && name == "" { name = bare($0) }
        /^version:/ && version == "" { version = bare($0) }
        END { if (name != "") printf "snap\t%s\t%s\t\t\t\t\n", name, version }' "$meta" >>"$work/packages"
done
for app in "$root"/var/lib/flatpak/app/*; do
    [ -d "$app" ] || continue
    own=${app##*/}
    version=
    for about in "metainfo/$own.metainfo.xml" "metainfo/$own.appdata.xml" "appdata/$own.appdata.xml"; do
        file=$app/current/active/files/share/$about
        [ -z "$version" ] && [ -r "$file" ] && version=$(tr '>' '\n' <"$file" | sed -n 's/.*<release[[:space:]].*version="\([^"]*\)".*/\1/p' | head -n 1)
    done
    printf 'flatpak\t%s\t%s\t\t\t\t\n' "$own" "$version" >>"$work/packages"
done
[ -e "$work/packages" ] || : >"$work/packages"
sort -t "$(printf '\t')" -k2,2 -k4,4 -s "$work/packages" | awk '!seen[$0]++' >"$work/sorted"

# What runs against what is installed.
running=$(line proc/sys/kernel/osrelease)
ls -1 "$root/lib/modules" "$root/usr/lib/modules" 2>/dev/null | grep -v ':$' | awk 'NF && !seen[$0]++' | sort -V >"$work/kernels"
: >"$work/why"
: >"$work/of"
any=
if [ -e "$root/run/reboot-required" ]; then
    echo "an update asks for it" >>"$work/why"
    if [ -s "$root/run/reboot-required.pkgs" ]; then awk '{ for (i = 1; i <= NF; i++) print $i }' "$root/run/reboot-required.pkgs" >>"$work/of"; else any=yes; fi
fi
newest=$(tail -n 1 "$work/kernels")
if [ -n "$running" ] && [ "$newest" != "$running" ] && grep -Fqx -- "$running" "$work/kernels"; then
    echo "kernel $newest is installed" >>"$work/why"
    echo kernel >>"$work/of"
    awk -F'\t' '$7 == "" && $2 ~ /^(linux-image|linux-modules|linux-lts|linux-virt|linux-headers|kernel)/ { print $2 }' "$work/sorted" >>"$work/of"
fi
: >"$work/files"
for process in "$root"/proc/[0-9]*; do
    grep ' (deleted)$' "$process/maps" 2>/dev/null | sed -e 's/ (deleted)$//' -e 's/^[^/]*//' | grep -E '^/(usr/|lib|bin/|sbin/|opt/)' >"$work/held" || continue
    cat "$work/held" >>"$work/files"
    head -n 1 "$process/comm" >>"$work/programs"
done
if [ -s "$work/files" ]; then
    echo "replaced files are in use by $(sort -u "$work/programs" | awk '{ printf "%s%s", sep, $0; sep = ", " }')" >>"$work/why"
    sort -u "$work/files" | while IFS= read -r file; do
        owner=$(grep -lFx -e "$file" -e "/usr$file" -e "${file#/usr}" "$root"/var/lib/dpkg/info/*.list 2>/dev/null | head -n 1)
        owner=${owner##*/}
        owner=${owner%.list}
        printf '%s\n' "${owner%%:*}"
    done >"$work/owners"
    grep -q '^$' "$work/owners" && any=yes
    cat "$work/owners" >>"$work/of"
fi
[ -z "$any" ] || : >"$work/of"
booted=$(awk '$1 == "btime" { print $2 }' "$root/proc/stat" 2>/dev/null)
[ -n "$booted" ] && booted=$(date -u -d "@$booted" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null)

# The file. json NAME VALUE prints a member with a comma before it unless it is empty.
quote() { printf '%s' "$1" | awk 'BEGIN { for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i) } { if (NR > 1) printf "\\n"; n = length($0); for (i = 1; i <= n; i++) { c = substr($0, i, 1); if (c == "\\" || c == "\"") printf "\\%s", c; else if (c in code) printf "%s", code[c]; else printf "%s", c } }'; }
json() { [ -z "$2" ] || printf ',\n  "%s": "%s"' "$1" "$(quote "$2")"; }
list() { # list NAME FILE: a member that is a list of its lines
    [ -s "$2" ] || return 0
    printf ',\n  "%s": [' "$1"
    sep=
    while IFS= read -r item; do
        printf '%s"%s"' "$sep" "$(quote "$item")"
        sep=', '
    done <"$2"
    printf ']'
}
write() {
    printf '{\n "fenceline": "collected machine",\n "version": 1,\n "sha256": "%s",\n "program": "fenceline-collect.sh 1",\n "taken": "%s",\n' "" "$taken"
    printf ' "machine": {\n  "name": "%s"' "$(quote "$name")"
    json manufacturer "$(line $dmi/sys_vendor)"
    json model "$(line $dmi/product_name)"
    json serial "$(line $dmi/product_serial)"
    json asset_tag "$(line $dmi/chassis_asset_tag)"
    json firmware "$(line $dmi/bios_version)"
    list macs "$work/macs"
    printf '\n },\n "system": {\n  "id": "%s"' "$(quote "$id")"
    json name "$(value PRETTY_NAME)"
    json release "$(value VERSION_ID)"
    json booted "$booted"
    json running_kernel "$running"
    list installed_kernels "$work/kernels"
    list restart_pending "$work/why"
    sort -u "$work/of" >"$work/ofs"
    list restart_of "$work/ofs"
    printf '\n },\n "packages": [\n'
    awk -F'\t' '
        function quoted(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); gsub(/[\001-\037]/, "", s); return "\"" s "\"" }
        function member(n, v) { return v == "" ? "" : ", \"" n "\": " quoted(v) }
        { printf "%s  {\"format\": %s, \"name\": %s, \"version\": %s%s%s%s%s}", sep, quoted($1), quoted($2), quoted($3), member("arch", $4), member("source", $5), member("source_version", $6), ($7 == "" ? "" : ", \"removed\": true"); sep = ",\n" }' "$work/sorted"
    printf '\n ]'
    if [ -s "$work/notes" ]; then
        printf ',\n "notes": ['
        sep=
        while IFS= read -r item; do printf '%s"%s"' "$sep" "$(quote "$item")"; sep=', '; done <"$work/notes"
        printf ']'
    fi
    printf '\n}\n'
}
taken=$(date -u +%Y-%m-%dT%H:%M:%SZ)
write >"$work/bare"
sum=$(sha256sum "$work/bare" | sed 's/ .*//')
sed "s/^ \"sha256\": \"\",\$/ \"sha256\": \"$sum\",/" "$work/bare" >"$work/sealed"

file=$(printf '%s' "$name" | sed -e 's/[^A-Za-z0-9._-]/-/g' -e 's/^[.-]*//' -e 's/[.-]*$//' | cut -c1-100)
file=${file:-machine}.fenceline.json
if command -v gzip >/dev/null 2>&1; then
    gzip -c "$work/sealed" >"$work/file"
    file=$file.gz
else
    cp "$work/sealed" "$work/file"
fi
if ! cp "$work/file" "$out/.part-$$" || ! mv "$out/.part-$$" "$out/$file"; then
    rm -f "$out/.part-$$"
    echo "$out could not be written" >&2
    exit 6
fi
echo "$name: $(value PRETTY_NAME); $(wc -l <"$work/sorted" | tr -d ' ') packages"
sed 's/^/  waits for a restart: /' "$work/why"
[ -s "$work/notes" ] && sed 's/^/  not read: /' "$work/notes"
echo "Written: $out/$file (SHA-256 $(sha256sum "$out/$file" | sed 's/ .*//'))"
echo "Next, on the desk: fenceline inventory import --create DIR"
