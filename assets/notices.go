package assets

import _ "embed"

// Notices holds the licences of every module this program is made of, as gzipped
// text. It is written by .ci/notices.
//
//go:embed notices.txt.gz
var Notices []byte
