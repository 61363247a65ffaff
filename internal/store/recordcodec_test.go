package store

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// TestRecordFields fails where a record has a field that its encoder may not know.
func TestRecordFields(t *testing.T) {
	for of, want := range map[reflect.Type]int{
		reflect.TypeFor[Arrival](): 16, reflect.TypeFor[AdvisoryRecord](): 16, reflect.TypeFor[RevisionRecord](): 6, reflect.TypeFor[aliasEdge](): 2,
	} {
		if of.NumField() != want {
			t.Errorf("%s has %d fields, the encoder knows %d", of, of.NumField(), want)
		}
	}
}

// TestRecordsAsReflected is the law that the encoders of records write what the JSON
// library would.
func TestRecordsAsReflected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"1.2.3", "a\"b\\c", "\x00\x1f\x7f", "\xff\xfe", "<&>\u2028", "é漢🛡"}))
		at := rapid.OneOf(
			rapid.SampledFrom([]time.Time{{}, time.Unix(0, 0).UTC(), time.Date(2026, 6, 10, 1, 2, 3, 40, time.FixedZone("x", 3600)), time.Time{}.In(time.FixedZone("x", 60))}),
			rapid.Custom(func(t *rapid.T) time.Time { return time.Unix(rapid.Int64Range(-1<<36, 1<<37).Draw(t, "s"), 5).UTC() }))
		texts := rapid.OneOf(rapid.Just([]string(nil)), rapid.SliceOfN(text, 0, 3))
		same := func(got []byte, err error, record any) {
			t.Helper()
			want, errWant := marshal(record)
			if (err == nil) != (errWant == nil) || !bytes.Equal(got, want) {
				t.Fatalf("%v\ngot  %s\nwant %s", err, got, want)
			}
		}
		arrival := Arrival{ID: text.Draw(t, "id"), Digest: text.Draw(t, "digest"), Size: rapid.Int64().Draw(t, "size"),
			Format: domain.Format(text.Draw(t, "format")), File: text.Draw(t, "file"), At: at.Draw(t, "at"), By: text.Draw(t, "by"),
			Badge: domain.Badge(text.Draw(t, "badge")), Receipt: text.Draw(t, "receipt"), Asset: text.Draw(t, "asset"), Slot: text.Draw(t, "slot"),
			Part: rapid.Int().Draw(t, "part"), OS: text.Draw(t, "os"), Owners: texts.Draw(t, "owners"), Released: text.Draw(t, "released"),
			Proofs: rapid.SampledFrom([][]domain.Proof{nil, nil, nil, {}, {{}}}).Draw(t, "proofs")}
		data, err := marshalArrival(&arrival)
		same(data, err, arrival)

		record := AdvisoryRecord{Advisory: domain.AdvisoryKey(text.Draw(t, "key")), Format: arrival.Format, Namespace: text.Draw(t, "namespace"),
			ID: arrival.ID, Title: text.Draw(t, "title"), Publisher: text.Draw(t, "publisher"), Status: text.Draw(t, "status"),
			Published: at.Draw(t, "published"), Modified: at.Draw(t, "modified"), Withdrawn: at.Draw(t, "withdrawn"),
			TLP: domain.TLP(text.Draw(t, "tlp")), Names: texts.Draw(t, "names"), Received: at.Draw(t, "received"),
			Score: rapid.OneOf(rapid.SampledFrom([]float64{0, 9.8, 10, 0.1, 1e-7, 1e21, -1}), rapid.Float64Range(-1e9, 1e9)).Draw(t, "score")}
		if keys := texts.Draw(t, "keys"); keys != nil {
			record.Keys = []domain.PackageKey{}
			for _, key := range keys {
				record.Keys = append(record.Keys, domain.PackageKey(key))
			}
		}
		for range rapid.IntRange(0, 3).Draw(t, "revisions") {
			record.Revisions = append(record.Revisions, RevisionRecord{Revision: text.Draw(t, "revision"), Digest: arrival.Digest,
				Received: at.Draw(t, "revision received"), Badge: arrival.Badge, Arrival: text.Draw(t, "arrival"), Raises: rapid.IntRange(0, 2).Draw(t, "raises")})
		}
		data, err = marshalAdvisory(&record)
		same(data, err, record)

		edge := aliasEdge{Advisory: record.Advisory, Other: text.Draw(t, "other")}
		same(marshalEdge(edge), nil, edge)
	})
}
