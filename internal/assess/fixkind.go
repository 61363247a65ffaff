package assess

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"fenceline/internal/domain"
)

// kindFor is the sort of update that a component takes: a build for Windows itself,
// firmware for a device and what it runs on, else a version. Kinds that install
// nothing stay what they are.
func kindFor(held *domain.Held, kind domain.FixKind) domain.FixKind {
	switch {
	case kind != domain.FixUpdate:
		return kind
	case isWindows(held):
		return domain.FixBuild
	case isFirmware(held):
		return domain.FixFirmware
	}
	return kind
}

// isWindows tells whether a component is the operating system, which Microsoft
// updates build by build.
func isWindows(held *domain.Held) bool {
	return held.Type == "operating-system" && windowsKey(held.Key)
}

func windowsKey(key domain.PackageKey) bool {
	return key == anyWindows || strings.HasPrefix(string(key), string(anyWindows)+" ")
}

// isFirmware tells whether a component is a device's own software: its inventory
// says so, or its CPE does.
func isFirmware(held *domain.Held) bool {
	return held.Type == "firmware" || held.Type == "device" || held.Type != "operating-system" && slices.ContainsFunc(held.CPEs, func(cpe string) bool {
		return strings.HasPrefix(cpe, "cpe:2.3:o:") && strings.Contains(cpe, "_firmware:")
	})
}

var buildForm = regexp.MustCompile(`^([0-9]+\.[0-9]+\.[0-9]+)\.[0-9]+$`)

// buildBranch is the build without its revision: 10.0.19045 of 10.0.19045.5011. One
// cumulative update brings no other. ok is false for what is no such build.
func buildBranch(v string) (branch string, ok bool) {
	m := buildForm.FindStringSubmatch(v)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// tellApart gives a task about Windows that was made when all updates were one kind
// the branch such tasks have now.
func tellApart(t *domain.PatchTask) {
	if branch, ok := buildBranch(t.Version); ok && t.Branch == "10.0" && windowsKey(t.Key) {
		t.Branch = branch
	}
}

// The forms in which Microsoft's advice names an update: by its label, or by the
// number of the article about it.
var (
	updateForms = sync.OnceValue(func() []*regexp.Regexp {
		return []*regexp.Regexp{
			regexp.MustCompile(`(?i)\bKB ?([0-9]{6,8})\b`),
			regexp.MustCompile(`(?i)support\.microsoft\.com/(?:[a-z]{2}-[a-z]{2}/)?(?:help|kb)/([0-9]{6,8})\b`),
		}
	})
)

// updatesOf are the labels of the updates that a publisher's advice names as its
// fix, any of which cures: "KB5044273"; sorted.
func updatesOf(advice []domain.Remediation) []string {
	var out []string
	for i := range advice {
		r := &advice[i]
		if !strings.EqualFold(r.Category, "vendor_fix") {
			continue
		}
		for _, text := range []string{r.Details, r.URL} {
			if !mayNameUpdate(text) {
				continue
			}
			for _, form := range updateForms() {
				for _, m := range form.FindAllStringSubmatch(text, -1) {
					out = append(out, "KB"+m[1])
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mayNameUpdate is a quick look whether a text holds what a label or the address of
// an article begins with.
func mayNameUpdate(text string) bool {
	for i := range len(text) {
		switch text[i] | 0x20 {
		case 'k':
			if i+1 < len(text) && text[i+1]|0x20 == 'b' {
				return true
			}
		case 'm':
			const host = "microsoft.com/"
			if len(text)-i >= len(host) && strings.EqualFold(text[i:i+len(host)], host) {
				return true
			}
		}
	}
	return false
}

// updatesFor are the labels where an update is what clears a statement.
func updatesFor(row *domain.MatchRow, j *Judgement) []string {
	if j.FixKind != domain.FixUpdate {
		return nil
	}
	return row.Updates
}

// bringing are the labels of the updates that bring the version a need asks for.
func bringing(n *need) []string {
	var out []string
	for _, f := range n.findings {
		if f.Fixed == n.version {
			out = append(out, f.Updates...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// updates are the labels of the updates that bring a task's version, over all its
// targets. What brings less than the version is not among them.
func (p *planner) updates(t *domain.PatchTask) []string {
	if t.Kind.Broad() != domain.FixUpdate {
		return nil
	}
	var out []string
	take := func(target *domain.Target) {
		for i := range target.Findings {
			if f := &target.Findings[i]; f.Fixed == t.Version {
				out = append(out, f.Updates...)
			}
		}
	}
	for _, target := range p.byTask[t.ID] {
		if p.out[spot{t.ID, target.Asset}] == nil {
			take(target)
		}
	}
	for _, target := range p.outOf[t.ID] {
		take(target)
	}
	if len(out)+len(t.Updates) > 0 {
		for _, u := range p.elsewhere(t.ID).Updates {
			if u.Version == t.Version {
				out = append(out, u.Label)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
