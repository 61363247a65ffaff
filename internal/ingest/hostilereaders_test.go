package ingest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csaf"
	"fenceline/internal/ingest/cve"
	"fenceline/internal/ingest/epss"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/kev"
	"fenceline/internal/ingest/nvd"
	"fenceline/internal/ingest/osv"
	"fenceline/internal/ingest/stix"
	"fenceline/internal/ingest/vex"
)

// readersOf are the readers of advisories and signals, by their sample.
var readersOf = map[string]reader{
	"pm-1.json": csaf.Decode, "GHSA-1.json": osv.Decode, "CVE-2026-1.json": cve.Decode, "kev.json": kev.Decode, "kev.csv": kev.Decode,
	"a.openvex.json": vex.Decode, "vex.cdx.json": vex.Decode, "vex.cdx.xml": vex.Decode, "nvd.json": nvd.Decode, "stix.json": stix.Decode,
	"epss_scores-2026-06-12.csv": epss.Decode,
}

// itemsOf reads text; an error must have code and kind.
func itemsOf(t *testing.T, read reader, text io.Reader) ([]domain.Item, *domain.Error) {
	t.Helper()
	var items []domain.Item
	err := read(text, func(item domain.Item) error {
		items = append(items, item)
		return nil
	})
	if err == nil {
		return items, nil
	}
	var own *domain.Error
	if !errors.As(err, &own) || own.Code == "" || own.Kind == "" {
		t.Fatalf("an error without code: %v", err)
	}
	return nil, own
}

// wide writes text as UTF-16 with a byte-order mark.
func wide(text string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xFEFF)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

// withoutWarnings takes off what says how a text was written.
func withoutWarnings(items []domain.Item) []domain.Item {
	out := slices.Clone(items)
	for i := range out {
		switch item := out[i].(type) {
		case domain.Advisory:
			item.Warnings = nil
			out[i] = item
		case domain.Signal:
			item.Warnings = nil
			out[i] = item
		}
	}
	return out
}

// endless gives one letter for ever.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += int64(len(p))
	return len(p), nil
}

var dates = regexp.MustCompile(`\d{4}-\d\d-\d\d(T[0-9:.]+Z?)?`)

// TestHostileForEveryReader meets each reader with the same set: other encodings, cut
// and repeated members, depth, size, dates that are none, markup.
func TestHostileForEveryReader(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(readersOf)) {
		read, text := readersOf[name], samples[name]
		t.Run(name, func(t *testing.T) {
			want, refused := itemsOf(t, read, strings.NewReader(text))
			if refused != nil || len(want) == 0 {
				t.Fatalf("%d items, %v", len(want), refused)
			}
			for how, data := range map[string][]byte{"byte-order mark": []byte("\xEF\xBB\xBF" + text),
				"UTF-16 little endian": wide(text, binary.LittleEndian), "UTF-16 big endian": wide(text, binary.BigEndian)} {
				if strings.HasSuffix(name, ".xml") {
					data = bytes.Replace(data, wide("UTF-8", binary.LittleEndian)[2:], wide("utf-16", binary.LittleEndian)[2:], 1)
				}
				got, err := itemsOf(t, read, bytes.NewReader(data))
				if err != nil {
					if strings.HasSuffix(name, ".xml") && how != "byte-order mark" { // told, not guessed
						continue
					}
					t.Errorf("%s: %v", how, err)
				} else if diff := cmp.Diff(withoutWarnings(want), withoutWarnings(got)); diff != "" {
					t.Errorf("%s: %s", how, diff)
				}
			}
			if got, err := itemsOf(t, read, strings.NewReader(dates.ReplaceAllString(text, "NaN"))); err == nil && len(got) == 0 {
				t.Error("dates that are none: neither items nor an error")
			}
			markup := strings.ReplaceAll(text, "Maker", `Maker \u003cscript\u003ealert(1)\u003c/script\u003e &lt;b&gt; =cmd()`)
			if _, err := itemsOf(t, read, strings.NewReader(markup)); err != nil && !strings.HasSuffix(name, ".xml") {
				t.Errorf("markup: %v", err)
			}
			if name != "nvd.json" { // a feed's limit is more than a test should hold, see TestLargeFeed
				source := &endless{}
				before := strings.IndexAny(text, "{<,")
				if _, err := itemsOf(t, read, io.MultiReader(strings.NewReader(text[:before+1]+`"`), source)); err == nil {
					t.Error("a string without end was read")
				}
				if source.read > 2*jsondoc.MaxBytes {
					t.Errorf("%d bytes of it were read", source.read)
				}
			}
			if strings.HasPrefix(text, "{") {
				hostileJSON(t, read, text)
			}
		})
	}
}

func hostileJSON(t *testing.T, read reader, text string) {
	t.Helper()
	first := text[1 : strings.IndexByte(text, ':')+1]
	for how, c := range map[string]struct {
		text string
		code domain.Code
	}{
		"a member twice":    {`{` + first + `null,` + text[1:], jsondoc.CodeDuplicate},
		"cut off":           {text[:len(text)-1], jsondoc.CodeTruncated},
		"something behind":  {text + `{}`, jsondoc.CodeTrailing},
		"a million arrays":  {`{"x_deep":` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + `,` + text[1:], jsondoc.CodeDepth},
		"a million objects": {`{"x_deep":` + strings.Repeat(`{"a":`, 1_000_000) + `1` + strings.Repeat("}", 1_000_000) + `,` + text[1:], jsondoc.CodeDepth},
		"not UTF-8":         {strings.Replace(text, "Maker", "M\xE4ker", 1), jsondoc.CodeEncoding},
	} {
		if how == "not UTF-8" && !strings.Contains(text, "Maker") {
			continue
		}
		if _, err := itemsOf(t, read, strings.NewReader(c.text)); err == nil || err.Code != c.code {
			t.Errorf("%s: %v, want %s", how, err, c.code)
		}
	}
}

// TestNamesThatDifferInCase are two documents: nothing is unpacked to where they would
// be one.
func TestNamesThatDifferInCase(t *testing.T) {
	got := collect(t, one("x.zip", zipOf(t, "A.json", samples["pm-1.json"], "a.JSON", samples["GHSA-1.json"])), ".", DefaultLimits())
	if len(got.docs) != 2 || len(got.errs) != 0 {
		t.Errorf("%v, %v", got.files, got.errs)
	}
}
