package store

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// drawRow makes rows with every field, usual and unusual.
func drawRow(t *rapid.T) domain.MatchRow {
	text := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1.2.3", "a\"b\\c", "\x00\x1f\x7f", "\xff\xfe", "<&>\u2028", "é漢🛡"}))
	texts := rapid.OneOf(rapid.Just([]string(nil)), rapid.SliceOfN(text, 0, 3))
	event := rapid.Custom(func(t *rapid.T) domain.Event {
		return domain.Event{Introduced: text.Draw(t, "introduced"), Fixed: text.Draw(t, "fixed"), LastAffected: text.Draw(t, "last"), Limit: text.Draw(t, "limit")}
	})
	reach := rapid.Custom(func(t *rapid.T) domain.Range {
		return domain.Range{Type: text.Draw(t, "type"), Events: rapid.OneOf(rapid.Just([]domain.Event(nil)), rapid.SliceOfN(event, 0, 2)).Draw(t, "events")}
	})
	at := rapid.OneOf(
		rapid.SampledFrom([]time.Time{{}, time.Unix(0, 0).UTC(), time.Date(2026, 6, 10, 1, 2, 3, 40, time.FixedZone("x", 3600)), time.Time{}.In(time.FixedZone("x", 60))}),
		rapid.Custom(func(t *rapid.T) time.Time {
			return time.Unix(rapid.Int64Range(-1<<36, 1<<37).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
		}))
	score := rapid.OneOf(rapid.SampledFrom([]float64{0, 9.8, 10, 0.1, 1e-7, 1e21, -1}), rapid.Float64Range(-1e9, 1e9))
	return domain.MatchRow{
		Advisory: domain.AdvisoryKey(text.Draw(t, "advisory")), Revision: text.Draw(t, "revision"), Statement: rapid.Int().Draw(t, "statement"),
		Vulnerability: text.Draw(t, "vulnerability"), Status: domain.Status(text.Draw(t, "status")),
		Versions: domain.VersionSet{Kind: domain.SetKind(text.Draw(t, "kind")), Scheme: text.Draw(t, "scheme"), Exact: texts.Draw(t, "exact"),
			Ranges: rapid.OneOf(rapid.Just([]domain.Range(nil)), rapid.SliceOfN(reach, 0, 2)).Draw(t, "ranges"), Text: text.Draw(t, "text")},
		Fixed: texts.Draw(t, "fixed"), Stream: text.Draw(t, "stream"), Arch: text.Draw(t, "arch"),
		Confidence: domain.Confidence(text.Draw(t, "confidence")), Needs: rapid.Bool().Draw(t, "needs"), Remedy: text.Draw(t, "remedy"),
		Module: text.Draw(t, "module"), Number: text.Draw(t, "number"), Cure: text.Draw(t, "cure"), Updates: texts.Draw(t, "updates"),
		Score: score.Draw(t, "score"), Badge: domain.Badge(text.Draw(t, "badge")), Received: at.Draw(t, "received"),
		With:  rapid.SampledFrom([][][]domain.Beside{nil, nil, nil, {}, {{{Name: "b", Keys: []domain.PackageKey{"vp/a/b"}}}}}).Draw(t, "with"),
		Claim: rapid.SampledFrom([]*domain.VEXClaim{nil, nil, nil, {BOM: "urn"}}).Draw(t, "claim"),
	}
}

// TestRowsFields fails where a row has a field that [rowEncoder] and drawRow may
// not know.
func TestRowsFields(t *testing.T) {
	for of, want := range map[reflect.Type]int{
		reflect.TypeFor[domain.MatchRow](): 21, reflect.TypeFor[rowMore](): 5, reflect.TypeFor[domain.VersionSet](): 5,
		reflect.TypeFor[domain.Range](): 2, reflect.TypeFor[domain.Event](): 4,
	} {
		if of.NumField() != want {
			t.Errorf("%s has %d fields, the encoder knows %d", of, of.NumField(), want)
		}
	}
}

// TestRowsAsReflected is the law that the encoder of rows writes what the JSON
// library would.
func TestRowsAsReflected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := make([]domain.MatchRow, rapid.IntRange(0, 5).Draw(t, "rows"))
		for i := range rows {
			if rows[i] = drawRow(t); i > 0 && rapid.Bool().Draw(t, "of the same group") {
				own := rows[i]
				rows[i] = rows[i-1]
				rows[i].Statement, rows[i].Vulnerability, rows[i].Score = own.Statement, own.Vulnerability, own.Score
				rows[i].Cure = rapid.SampledFrom([]string{"", own.Cure, rows[i].Cure}).Draw(t, "another cure")
				rows[i].Status = rapid.SampledFrom([]domain.Status{"", own.Status, domain.StatusFixed}).Draw(t, "another status")
			}
		}
		want, err := marshal(groupRows(rows))
		got, errRows := marshalRows(rows)
		if (err == nil) != (errRows == nil) || !bytes.Equal(got, want) {
			t.Fatalf("got  %s (%v)\nwant %s (%v)", got, errRows, want, err)
		}
	})
}
