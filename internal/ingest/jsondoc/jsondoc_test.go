package jsondoc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"fenceline/internal/domain"
)

type wire struct {
	Name string   `json:"name"`
	List []string `json:"list"`
	Deep any      `json:"deep"`
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		kind       domain.Kind
		code       domain.Code
		place      string
		params     domain.Params
	}{
		{"nothing", "", domain.Invalid, CodeEmpty, "", nil},
		{"white space", " \r\n\t", domain.Invalid, CodeEmpty, "", nil},
		{"byte-order mark alone", "\xEF\xBB\xBF", domain.Invalid, CodeEmpty, "", nil},
		{"cut in a string", "{\n \"name\": \"fen", domain.Invalid, CodeTruncated, "/name", domain.Params{"line": "2"}},
		{"cut between members", `{"name":"fence",`, domain.Invalid, CodeTruncated, "", nil},
		{"name twice", `{"list":[],"name":"a","name":"b"}`, domain.Invalid, CodeDuplicate, "/name", domain.Params{"name": "name", "line": "1", "column": "23"}},
		{"unknown name twice", `{"x":{"y":1,"y":2}}`, domain.Invalid, CodeDuplicate, "/x/y", domain.Params{"name": "y"}},
		{"comma before the end", `{"list":["a",]}`, domain.Invalid, CodeSyntax, "/list", nil},
		{"garbage behind", "{\"name\":\"a\"}\r\nend", domain.Invalid, CodeTrailing, "", domain.Params{"line": "2", "column": "1"}},
		{"second document behind", `{"name":"a"}{"name":"b"}`, domain.Invalid, CodeTrailing, "", domain.Params{"column": "13"}},
		{"not a number", `{"deep":NaN}`, domain.Invalid, CodeSyntax, "/deep", nil},
		{"Latin-1", "{\"name\":\"F\xE4hre\"}", domain.Invalid, CodeEncoding, "/name", nil},
		{"list for a string", `{"name":[1]}`, domain.Invalid, CodeType, "/name", domain.Params{"want": "string", "got": "array"}},
		{"number in a list of strings", `{"list":["a",7]}`, domain.Invalid, CodeType, "/list/1", domain.Params{"want": "string", "got": "number"}},
		{"list for the document", `[]`, domain.Invalid, CodeType, "", domain.Params{"want": "object", "got": "array"}},
		{"too deep", `{"deep":` + strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth) + "}", domain.Untrusted, CodeDepth, "", domain.Params{"limit": "10000"}},
		{"too deep in an unknown member", `{"x":` + strings.Repeat(`{"y":`, MaxDepth), domain.Untrusted, CodeDepth, "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var into wire
			_, err := Decode("decode test", strings.NewReader(test.text), &into)
			var own *domain.Error
			if !errors.As(err, &own) {
				t.Fatalf("got %v, want a domain.Error", err)
			}
			if own.Kind != test.kind || own.Code != test.code || own.Place != test.place || own.Op != "decode test" {
				t.Errorf("got %s %s at %q (%s), want %s %s at %q", own.Kind, own.Code, own.Place, own.Op, test.kind, test.code, test.place)
			}
			for name, value := range test.params {
				if own.Params[name] != value {
					t.Errorf("param %s is %q, want %q", name, own.Params[name], value)
				}
			}
		})
	}
}

func TestDecodeAccepts(t *testing.T) {
	tests := []struct {
		name, text string
		warning    domain.Code
	}{
		{"plain", `{"name":"fence"}`, ""},
		{"unknown members", `{"other":{"a":[1,2,{}]},"name":"fence"}`, ""},
		{"byte-order mark", "\xEF\xBB\xBF{\"name\":\"fence\"}", WarnBOM},
		{"lines that end with CR", "{\r\"name\":\r\"fence\"}\r", ""},
		{"UTF-16 little endian", wide(`{"name":"fence"}`, binary.LittleEndian, true), WarnUTF16},
		{"UTF-16 big endian", wide(`{"name":"fence"}`, binary.BigEndian, true), WarnUTF16},
		{"UTF-16 without a mark", wide(`{"name":"fence"}`, binary.LittleEndian, false), WarnUTF16},
		{"as deep as may be", `{"name":"fence","deep":` + strings.Repeat("[", MaxDepth-1) + strings.Repeat("]", MaxDepth-1) + "}", ""},
		{"brackets in strings", `{"name":"fence","x":"` + strings.Repeat(`[\"{`, MaxDepth) + `"}`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var into wire
			warnings, err := Decode("decode test", strings.NewReader(test.text), &into)
			if err != nil {
				t.Fatal(err)
			}
			if into.Name != "fence" {
				t.Errorf("name is %q", into.Name)
			}
			switch {
			case test.warning == "" && len(warnings) > 0:
				t.Errorf("unexpected warnings %v", warnings)
			case test.warning != "" && (len(warnings) != 1 || warnings[0].Code != test.warning):
				t.Errorf("got warnings %v, want %s", warnings, test.warning)
			}
		})
	}
}

// wide writes text as UTF-16.
func wide(text string, order binary.AppendByteOrder, mark bool) string {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xFEFF)
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func TestTextKeepsPairsOfUTF16(t *testing.T) {
	const text = "a 🛡 b"
	got, _ := Text([]byte(wide(text, binary.BigEndian, true)))
	if string(got) != text {
		t.Errorf("got %q, want %q", got, text)
	}
	got, _ = Text([]byte{0xFF, 0xFE, 0x3D, 0xD8}) // half a pair
	if string(got) != "\uFFFD" {
		t.Errorf("half a pair: got %q", got)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestDecodeStopsAtSize(t *testing.T) {
	_, err := Decode("decode test", endless{}, &wire{})
	var own *domain.Error
	if !errors.As(err, &own) || own.Code != CodeSize || own.Kind != domain.Untrusted {
		t.Errorf("got %v, want %s", err, CodeSize)
	}
	_, err = Decode("decode test", iotestFailing{}, &wire{})
	if !errors.As(err, &own) || own.Code != CodeRead || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want %s", err, CodeRead)
	}
}

type iotestFailing struct{}

func (iotestFailing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestReadDoesNotCopyABuffer(t *testing.T) {
	raw := []byte(`{"name":"fence"}`)
	text, _, err := Read("decode test", bytes.NewBuffer(raw))
	if err != nil {
		t.Fatal(err)
	}
	if &text[0] != &raw[0] {
		t.Error("the bytes were copied")
	}
}

func TestTime(t *testing.T) {
	day := time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		text      string
		want      time.Time
		zoned, ok bool
	}{
		{"2026-06-10T00:00:00Z", day, true, true},
		{"2026-06-10T02:00:00+02:00", day, true, true},
		{"2026-06-10T00:00:00.000Z", day, true, true},
		{"2026-06-10T00:00:00", day, false, true},
		{"2026-06-10T00:00:00.000", day, false, true},
		{"2026-06-10", day, false, true},
		{"NaN", time.Time{}, false, false},
		{"", time.Time{}, false, false},
		{"2026-02-30T00:00:00Z", time.Time{}, false, false},
		{"2026-06-10 00:00:00Z", time.Time{}, false, false},
		{"1781049600", time.Time{}, false, false},
	}
	for _, test := range tests {
		got, zoned, ok := Time(test.text)
		if !got.Equal(test.want) || zoned != test.zoned || ok != test.ok {
			t.Errorf("%q: got %v %v %v, want %v %v %v", test.text, got, zoned, ok, test.want, test.zoned, test.ok)
		}
		if ok && got.Location() != time.UTC {
			t.Errorf("%q is not in UTC", test.text)
		}
	}
}

func TestMembers(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", ` {"a" : 1 , "b":{"c":[1,"}"]},"d":"x\"y\\" } `, `a=1 |b={"c":[1,"}"]}|d="x\"y\\"|`},
		{"cut in a value", `{"a":{"b":1`, `a={"b":1|`},
		{"cut in a name", `{"a":1,"b`, `a=1|`},
		{"no object", `[{"a":1}]`, ``},
		{"no colon", `{"a" 1}`, ``},
		{"empty", `{}`, ``},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			Members([]byte(test.text), func(m Member) bool {
				got += m.Name + "=" + string(m.Value) + "|"
				return true
			})
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestWarningsAreCapped(t *testing.T) {
	var w Warnings
	for range maxWarnings + 7 {
		w.Add(WarnNull, "/x")
	}
	list := w.List()
	last := list[len(list)-1]
	if len(list) != maxWarnings+1 || last.Code != WarnMore || last.Params["count"] != "7" {
		t.Errorf("got %d warnings, the last %v", len(list), last)
	}
}

func TestPointerEscapes(t *testing.T) {
	if got := Pointer("/a", 3, "b/c~d"); got != "/a/3/b~1c~0d" {
		t.Errorf("got %s", got)
	}
}
