package csafcheck

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func TestWhatCannotBeJudged(t *testing.T) {
	sound := string(edited(t, "2.0"))
	cases := []struct {
		name, doc string
		code      domain.Code
	}{
		{"nothing", "", jsondoc.CodeEmpty},
		{"white space", " \n\t", jsondoc.CodeEmpty},
		{"no JSON", "CSAF", jsondoc.CodeSyntax},
		{"cut off", sound[:len(sound)/2], jsondoc.CodeTruncated},
		{"cut off in a list", `{"document": [1,`, jsondoc.CodeTruncated},
		{"cut off in an empty list", `{"document": [`, jsondoc.CodeTruncated},
		{"text behind", sound + " x", jsondoc.CodeTrailing},
		{"a second document behind", sound + sound, jsondoc.CodeTrailing},
		{"a name twice", strings.Replace(sound, `{"document":{`, `{"document":{"lang":"de",`, 1), jsondoc.CodeDuplicate},
		{"a comma too many", strings.Replace(sound, `"title":"Pump notice"`, `"title":"Pump notice",,`, 1), jsondoc.CodeSyntax},
		{"deep lists", strings.Repeat("[", 1_000_000), jsondoc.CodeDepth},
		{"deep objects", strings.Repeat(`{"a":`, 1_000_000), jsondoc.CodeDepth},
		{"no UTF-8", strings.Replace(sound, "Pump notice", "Pump \xff", 1), jsondoc.CodeEncoding},
		{"null", "null", CodeNoCSAF},
		{"a list", "[]", CodeNoCSAF},
		{"another format", `{"document": 7}`, CodeNoCSAF},
		{"a version that is none", `{"document": {"csaf_version": 2}}`, CodeNoCSAF},
		{"a later edition", strings.Replace(sound, `"csaf_version":"2.0"`, `"csaf_version":"3.0"`, 1), CodeEdition},
		{"CVRF", `{"document": {"csaf_version": "1.2"}}`, CodeEdition},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, err := Check(strings.NewReader(c.doc), atTest)
			var e *domain.Error
			if !errors.As(err, &e) || e.Code != c.code {
				t.Errorf("got %v and %v, want %s", r, err, c.code)
			}
		})
	}
}

func TestWhatIsLivedWith(t *testing.T) {
	sound := edited(t, "2.1")
	wide := make([]byte, 2, 2*len(sound)+2)
	binary.LittleEndian.PutUint16(wide, 0xFEFF)
	for _, c := range utf16.Encode([]rune(string(sound))) {
		wide = binary.LittleEndian.AppendUint16(wide, c)
	}
	for name, c := range map[string]struct {
		doc     []byte
		warning domain.Code
	}{
		"a byte-order mark": {append([]byte("\xef\xbb\xbf"), sound...), jsondoc.WarnBOM},
		"UTF-16":            {wide, jsondoc.WarnUTF16},
	} {
		t.Run(name, func(t *testing.T) {
			r := judge(t, c.doc)
			if !r.Valid || len(r.Warnings) != 1 || r.Warnings[0].Code != c.warning {
				t.Errorf("valid %v, warnings %v", r.Valid, r.Warnings)
			}
		})
	}
}

// TestAnyTypeAnywhere puts every type of value at every place of the documents.
func TestAnyTypeAnywhere(t *testing.T) {
	values := []string{"null", "true", "7", "-1e400", `""`, `"x"`, "[]", "{}", "[null]", `{"a":[{}]}`, `[[["*"]]]`}
	for _, edition := range []string{"2.0", "2.1"} {
		var places []string
		var walk func(prefix string, v any)
		walk = func(prefix string, v any) {
			if prefix != "" && prefix != "/document" && prefix != "/document/csaf_version" {
				places = append(places, prefix)
			}
			switch v := v.(type) {
			case map[string]any:
				for name, inner := range v {
					walk(prefix+"/"+name, inner)
				}
			case []any:
				for i, inner := range v {
					walk(fmt.Sprintf("%s/%d", prefix, i), inner)
				}
			}
		}
		walk("", map[string]any(baseDocument(t, edition)))
		if len(places) < 100 {
			t.Fatalf("only %d places", len(places))
		}
		for _, place := range places {
			for _, value := range values {
				text := strings.Replace(string(edited(t, edition, place, `"\u0001here"`)), `"\u0001here"`, value, 1)
				if !json.Valid([]byte(text)) {
					t.Fatalf("%s: %s", place, text)
				}
				judge(t, []byte(text))
			}
		}
	}
}

func TestFindingsAreBounded(t *testing.T) {
	var list strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&list, `%s{"name": "n", "product_id": "X%d"}`, map[bool]string{true: ","}[i > 0], i)
	}
	r := judge(t, edited(t, "2.0", "/product_tree/full_product_names", "["+list.String()+"]"))
	counts := map[string]int{}
	for _, f := range r.Findings {
		counts[f.Test]++
		if f.Test == "6.2.16" && f.Code == "check_more" && f.Params["count"] != "2000" {
			t.Errorf("got %v", f)
		}
	}
	if counts["6.2.16"] != maxFindings+1 {
		t.Errorf("%d findings", counts["6.2.16"])
	}
}

func TestTooMuchWorkIsRefused(t *testing.T) {
	ids := make([]string, 10_000)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"X%d"`, i)
	}
	flags := make([]string, 6_000)
	for i := range flags {
		flags[i] = fmt.Sprintf(`{"label": "component_not_present", "group_ids": ["G1"], "date": "2026-01-01T00:00:00.%06dZ"}`, i)
	}
	doc := edited(t, "2.0", "/product_tree/product_groups/0/product_ids", "["+strings.Join(ids, ",")+"]", vuln+"/flags", "["+strings.Join(flags, ",")+"]")
	_, err := Check(bytes.NewReader(doc), atTest)
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != jsondoc.CodeWork {
		t.Errorf("got %v", err)
	}
}

func TestJudgementIsRepeatable(t *testing.T) {
	for _, c := range breakingVulnerabilities {
		edition := c.editions[:1] + "." + c.editions[1:2]
		doc := edited(t, edition, c.edits...)
		before := bytes.Clone(doc)
		first := judge(t, doc)
		for range 3 {
			if again := judge(t, doc); !reflect.DeepEqual(first, again) {
				t.Fatalf("%s: %v, then %v", c.id, first, again)
			}
		}
		if !bytes.Equal(doc, before) {
			t.Fatalf("%s: the document was changed", c.id)
		}
	}
}
