#!/bin/sh
# Makes the SBOMs of the Linux machines from the small trees beside this file, with syft 1.54.1 on the path.
# syft's own settings, which name folders of the machine it ran on, are left out.
# Times, serial numbers and document names are made equal, so that the same trees give the same files.
set -eu
cd "$(dirname "$0")"
scan() { # tree format file
    SYFT_CHECK_FOR_APP_UPDATE=false SYFT_COMPLIANCE_MISSING_VERSION=keep syft scan "dir:$1" --base-path "$1" --source-name "$(basename "$1")" -q -o "$2=$3"
    sed -i -E \
        -e 's/urn:uuid:[0-9a-f-]{36}/urn:uuid:00000000-0000-4000-8000-000000000001/g' \
        -e 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9:]{5})/2026-11-23T12:00:00Z/g' \
        -e 's#(spdx/dir/[A-Za-z0-9_-]*)-[0-9a-f-]{36}#\1-00000000-0000-4000-8000-000000000001#g' \
        -e "s#$(pwd)/$1##g" \
        -e 's/\[not provided\]/1.54.1/g' -e 's/Tool: syft-$/Tool: syft-1.54.1/' \
        -e 's/,"configuration":\{.*\}\},"schema"/},"schema"/' "$3"
}
scan trees/PORTAL-01 cyclonedx-json sboms/PORTAL-01.cdx.json
scan trees/PORTAL-TEST cyclonedx-json sboms/PORTAL-TEST.cdx.json
scan trees/PACS-01 syft-json sboms/PACS-01.syft.json
scan trees/LAB-IF-01 spdx-json sboms/LAB-IF-01.spdx.json
scan trees/BADGE-01 cyclonedx-xml sboms/BADGE-01.cdx.xml
scan trees/BACKUP-01 spdx-tag-value sboms/BACKUP-01.spdx
scan trees/DNS-01 cyclonedx-xml sboms/DNS-01.cdx.xml
scan trees/MAIL-01 syft-json sboms/MAIL-01.syft.json
scan trees/later/PORTAL-TEST cyclonedx-json later/PORTAL-TEST.cdx.json
