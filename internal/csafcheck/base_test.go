package csafcheck

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// atTest is the time of judgement in tests.
var atTest = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// base gives a document that keeps every rule, as a tree to change.
func baseDocument(t testing.TB, edition string) map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/base" + strings.ReplaceAll(edition, ".", "") + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// put sets the value at a JSON Pointer: JSON text, or "" to take it out. The last
// step "-" appends to an array. Objects on the way are made.
func put(t testing.TB, doc any, pointer, value string) any {
	t.Helper()
	if pointer == "" {
		if value == "" {
			return nil
		}
		var out any
		if err := json.Unmarshal([]byte(value), &out); err != nil {
			t.Fatalf("%s: %v", value, err)
		}
		return out
	}
	step, rest, deeper := strings.Cut(pointer[1:], "/")
	if deeper {
		rest = "/" + rest
	}
	step = strings.ReplaceAll(step, "~1", "/")
	switch doc := doc.(type) {
	case []any:
		if step == "-" {
			return append(doc, put(t, nil, rest, value))
		}
		i, err := strconv.Atoi(step)
		if err != nil || i >= len(doc) {
			t.Fatalf("no place %s", pointer)
		}
		if rest == "" && value == "" {
			return append(doc[:i:i], doc[i+1:]...)
		}
		doc[i] = put(t, doc[i], rest, value)
		return doc
	case map[string]any:
		if rest == "" && value == "" {
			delete(doc, step)
			return doc
		}
		doc[step] = put(t, doc[step], rest, value)
		return doc
	}
	return put(t, map[string]any{}, pointer, value)
}

// edits are changes to a base document: pointer, value, pointer, value.
func edited(t testing.TB, edition string, edits ...string) []byte {
	t.Helper()
	var doc any = baseDocument(t, edition)
	for i := 0; i < len(edits); i += 2 {
		doc = put(t, doc, edits[i], edits[i+1])
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func judge(t testing.TB, doc []byte) Result {
	t.Helper()
	r, err := Check(bytes.NewReader(doc), atTest)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBaseDocumentsKeepEveryRule(t *testing.T) {
	for _, edition := range []string{"2.0", "2.1"} {
		r := judge(t, edited(t, edition))
		if !r.Valid || r.Edition != edition {
			t.Errorf("%s: valid %v, edition %s", edition, r.Valid, r.Edition)
		}
		for _, f := range r.Findings {
			t.Errorf("%s: %s %s %s %v", edition, f.Test, f.Pointer, f.Code, f.Params)
		}
	}
}
