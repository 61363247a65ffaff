package collect

import "embed"

// Scripts holds the collectors for machines on which a program may not run; each
// writes the form that [Linux] does.
//
//go:embed scripts/fenceline-collect.sh
var Scripts embed.FS
