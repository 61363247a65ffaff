package csafcheck

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// revision is an item of the revision history.
type revision struct {
	at     *place
	date   time.Time // the zero time where there is none that can be read
	number documentVersion
}

// documentVersion is a number of a revision or of the document.
type documentVersion struct {
	text       string
	parts      [3]string // digits of major, minor and patch
	pre, build string
	semantic   bool
	ok         bool
}

func readVersion(s string) documentVersion {
	v := documentVersion{text: s}
	if !versionPattern.MatchString(s) {
		return v
	}
	v.ok = true
	if !strings.Contains(s, ".") {
		v.parts = [3]string{s, "0", "0"}
		return v
	}
	v.semantic = true
	core, build, _ := strings.Cut(s, "+")
	core, pre, _ := strings.Cut(core, "-")
	v.pre, v.build = pre, build
	copy(v.parts[:], strings.Split(core, "."))
	return v
}

// compareDigits orders numbers of any length without leading zeros.
func compareDigits(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// compare is the order of semantic versioning; build metadata plays no part.
func (v documentVersion) compare(w documentVersion) int {
	for i := range v.parts {
		if c := compareDigits(v.parts[i], w.parts[i]); c != 0 {
			return c
		}
	}
	return comparePre(v.pre, w.pre)
}

func comparePre(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		n, m := isNumeric(x[i]), isNumeric(y[i])
		var c int
		switch {
		case n && m:
			c = compareDigits(x[i], y[i])
		case n:
			c = -1
		case m:
			c = 1
		default:
			c = strings.Compare(x[i], y[i])
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

func isNumeric(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func (d *document) readHistory() {
	for at := range d.root.field("document", "tracking", "revision_history").items() {
		date, _ := at.field("date").at()
		d.history = append(d.history, revision{at: at, date: date, number: readVersion(at.get("number"))})
	}
	slices.SortStableFunc(d.history, func(a, b revision) int {
		return cmp.Or(a.date.Compare(b.date), a.number.compare(b.number))
	})
}

// newest is the date of the newest revision; ok is false where there is none.
func (d *document) newest() (t time.Time, ok bool) {
	if len(d.history) == 0 {
		return time.Time{}, false
	}
	t = d.history[len(d.history)-1].date
	return t, !t.IsZero()
}

func (d *document) version() documentVersion {
	return readVersion(d.root.get("document", "tracking", "version"))
}

func (d *document) released() bool {
	s := d.root.get("document", "tracking", "status")
	return s == "final" || s == "interim"
}

func sortedHistory(d *document, report reporter) {
	for i := 1; i < len(d.history); i++ {
		before, r := d.history[i-1], d.history[i]
		if before.number.ok && r.number.ok && before.number.compare(r.number) > 0 {
			report(d.root.field("document", "tracking", "revision_history"), "check_history_order", "before", before.number.text, "after", r.number.text)
			return
		}
	}
}

func latestVersion(d *document, report reporter) {
	if len(d.history) == 0 {
		return
	}
	last, v := d.history[len(d.history)-1].number, d.version()
	if !v.ok || !last.ok {
		return
	}
	if d.root.get("document", "tracking", "status") == "draft" {
		last.pre, v.pre = "", ""
	}
	if last.semantic != v.semantic || last.compare(v) != 0 {
		report(d.root.field("document", "tracking", "version"), "check_version_latest", "version", v.text, "last", last.text)
	}
}

func draftStatus(d *document, report reporter) {
	status := d.root.field("document", "tracking", "status")
	if v := d.version(); v.ok && status.text() != "draft" && (v.parts[0] == "0" || v.pre != "") {
		report(status, "check_status_draft", "version", v.text, "status", status.text())
	}
}

func releasedHistory(d *document, report reporter) {
	if !d.released() {
		return
	}
	for _, r := range d.history {
		if r.number.ok && r.number.parts[0] == "0" {
			report(r.at.field("number"), "check_history_zero", "number", r.number.text)
		}
	}
}

func preReleaseHistory(d *document, report reporter) {
	for _, r := range d.history {
		if r.number.pre != "" {
			report(r.at.field("number"), "check_history_pre", "number", r.number.text)
		}
	}
}

func preReleaseVersion(d *document, report reporter) {
	if v := d.version(); d.released() && v.pre != "" {
		report(d.root.field("document", "tracking", "version"), "check_version_pre", "version", v.text)
	}
}

// missingRevision looks at the numbers in order of date. A number that is lower
// than one before it was there already or comes too late; both are said.
func missingRevision(d *document, report reporter) {
	list := d.root.field("document", "tracking", "revision_history")
	have := make(map[string]bool, len(d.history))
	for _, r := range d.history {
		have[r.number.parts[0]] = true
	}
	for i, r := range d.history {
		if !r.number.ok {
			continue
		}
		major, err := strconv.Atoi(r.number.parts[0])
		if err != nil {
			report(r.at.field("number"), "check_history_huge", "number", r.number.text)
			continue
		}
		if i == 0 {
			if major > 1 {
				report(r.at.field("number"), "check_history_start", "number", r.number.text)
			}
			continue
		}
		before, err := strconv.Atoi(d.history[i-1].number.parts[0])
		if err != nil || major <= before+1 {
			continue
		}
		missing := strconv.Itoa(before + 1)
		if have[missing] {
			report(list, "check_history_misplaced", "number", r.number.text, "missing", missing)
		} else {
			report(list, "check_history_gap", "number", r.number.text, "missing", missing)
		}
	}
}

func revisionTwice(d *document, report reporter) {
	seen := make(map[string]bool)
	for at := range d.root.field("document", "tracking", "revision_history").items() {
		number := at.get("number")
		if number != "" && seen[number] {
			report(at.field("number"), "check_history_twice", "number", number)
		}
		seen[number] = true
	}
}

func mixedVersioning(d *document, report reporter) {
	v := d.version()
	for at := range d.root.field("document", "tracking", "revision_history").items() {
		if n := readVersion(at.get("number")); n.ok && v.ok && n.semantic != v.semantic {
			report(at.field("number"), "check_versioning_mixed", "number", n.text, "version", v.text)
		}
	}
}

func buildInHistory(d *document, report reporter) {
	for _, r := range d.history {
		if r.number.build != "" {
			report(r.at.field("number"), "check_history_build", "number", r.number.text)
		}
	}
}

func initialRelease(d *document, report reporter) {
	at := d.root.field("document", "tracking", "initial_release_date")
	if t, ok := at.at(); ok && len(d.history) > 0 && t.Before(d.history[0].date) {
		report(at, "check_initial_older", "date", at.text(), "oldest", d.history[0].at.get("date"))
	}
}

func currentRelease(d *document, report reporter) {
	at := d.root.field("document", "tracking", "current_release_date")
	if t, ok := at.at(); ok {
		if newest, ok := d.newest(); ok && t.Before(newest) {
			report(at, "check_current_older", "date", at.text(), "newest", d.history[len(d.history)-1].at.get("date"))
		}
	}
}

func sameTimestamps(d *document, report reporter) {
	seen := make(map[int64]bool)
	for _, r := range d.history {
		if key := r.date.UnixNano(); !r.date.IsZero() {
			if seen[key] {
				report(r.at.field("date"), "check_history_same_time", "date", r.at.get("date"))
			}
			seen[key] = true
		}
	}
}
