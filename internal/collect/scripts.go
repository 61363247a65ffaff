package collect

import "embed"

// Scripts holds the collectors for machines on which a program may not run; each
// writes the form that [Linux] or [Windows] does.
//
//go:embed scripts/fenceline-collect.sh scripts/fenceline-collect.ps1
var Scripts embed.FS
