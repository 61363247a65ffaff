package words

import (
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// grouped writes a number given as text with separators; other text as it is.
func grouped(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil {
		return s
	}
	return Number(n)
}

// Receipt says what an import did in one line.
func Receipt(r domain.Receipt) string {
	var parts []string
	if r.Totals.Advisories > 0 || r.Totals.Signals == 0 {
		parts = append(parts, count("receipt_advisories", r.Totals.Advisories))
	}
	if r.Totals.Signals > 0 {
		parts = append(parts, count("receipt_signals", r.Totals.Signals))
	}
	if !r.Effect.Pending {
		parts = append(parts, count("receipt_touching", r.Effect.Touching), count("receipt_tasks", len(r.Effect.NewTasks)))
	}
	lines := []string{sentence(strings.Join(parts, ", "))}
	if n := r.Effect.ClosedTargets; n > 0 {
		lines = append(lines, count("receipt_closed", n))
	}
	if n := r.Totals.Rejected; n > 0 {
		lines = append(lines, count("receipt_rejected", n))
	}
	if n := r.Totals.Quarantined; n > 0 {
		lines = append(lines, count("receipt_quarantined", n))
	}
	if t := r.Totals; t.Unchanged > 0 && t.Imported+t.Rejected+t.Quarantined == 0 {
		lines = append(lines, say("receipt_unchanged"))
	}
	if r.Effect.Pending {
		lines = append(lines, say("receipt_pending"))
	}
	if r.Finished.IsZero() {
		lines = append(lines, say("receipt_interrupted"))
	}
	return strings.Join(lines, " ")
}

// Coverage says what the answers rest on, numbers with their whole.
func Coverage(c domain.Coverage) []string {
	of := func(code domain.Code, n, all int) string {
		return say(code, "n", Number(n), "all", Number(all), "assets", several(all, "asset", "assets"))
	}
	lines := []string{
		of("coverage_software", c.SoftwareKnown, c.Assets),
		of("coverage_exposure", c.ExposureAnswered, c.Assets),
		of("coverage_source", c.WithSource, c.Components),
	}
	if c.WithoutVersion > 0 {
		lines = append(lines, of("coverage_version", c.WithoutVersion, c.Components))
	}
	if c.WithoutIdentity > 0 {
		lines = append(lines, of("coverage_identity", c.WithoutIdentity, c.Components))
	}
	for _, e := range c.NoSource {
		lines = append(lines, say("coverage_no_source", "ecosystem", ecosystem(e)))
	}
	return lines
}

// Census says what a document held, beside what could be used. The parts add up
// to the entries read.
func Census(c domain.Census) string {
	var parts []string
	identifiable := say("census_identifiable", "n", Number(c.Identifiable))
	if c.WithoutVersion > 0 {
		identifiable += say("census_version", "n", Number(c.WithoutVersion))
	}
	parts = append(parts, identifiable)
	for _, p := range []struct {
		code domain.Code
		n    int
	}{{"census_identity", c.WithoutIdentity}, {"census_not_software", c.NotSoftware}} {
		if p.n > 0 {
			parts = append(parts, say(p.code, "n", Number(p.n)))
		}
	}
	text := count("census", c.Read, "parts", strings.Join(parts, ", "))
	if c.Dropped > 0 { // among those above, so it stands apart from what adds up
		text += count("census_dropped", c.Dropped)
	}
	return text
}

// Question says what only the operator can answer, and what the answer moves.
func Question(q domain.Question) string {
	text := say(domain.Code("question_"+string(q.Fact)), "asset", q.Name)
	if q.Moves > 0 {
		text += " " + count("question_moves", q.Moves, "other", q.Other, "now", DayPlain(q.Now), "then", DayPlain(q.Then))
	}
	return text
}

// Evidence says what a newer inventory showed of a target.
func Evidence(e domain.Evidence, zone *time.Location) string {
	params := with(e.Params, "seen", e.Seen, "day", dayOf(inZone(e.At, zone)), "by", e.By)
	return phrase(e.Code, params)
}

// Ended says which target came to its end, and by what.
func Ended(e domain.EndedTarget) string {
	evidence := domain.Evidence{Code: e.Code, Seen: e.Seen}
	return say("effect_ended", "task", e.Task, "name", e.Name, "state", State(e.State), "evidence", Evidence(evidence, time.UTC))
}

// Source says what a source is and how old its data is; days are those of the zone.
func Source(s domain.SourceAge, zone *time.Location, now time.Time) string {
	return count("source", s.Count, "name", s.Name, "age", Age(s.Newest, now), "arrived", dayOf(inZone(s.Arrived, zone)))
}

// Zero says what is shown instead of a list when nothing was found: what was
// looked at, how old it is, and what was not looked at.
func Zero(status domain.DeskStatus) string {
	var lines []string
	if status.Advisories == 0 {
		lines = append(lines, say("zero_no_advisories"))
	} else {
		lines = append(lines, count("zero_nothing", status.Advisories))
	}
	if status.Pending {
		lines = append(lines, say("zero_pending"))
	}
	for _, s := range status.Sources {
		lines = append(lines, Source(s, zoneNamed(status.Desk.Zone), status.At))
	}
	return strings.Join(append(lines, Coverage(status.Coverage)...), "\n")
}
