package compare

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func said(t testing.TB, a, b string) string {
	t.Helper()
	changes, err := Documents([]byte(a), []byte(b))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%s %s: %s > %s", c.Sort, strings.Join(c.Path, "."), c.Before, c.After))
	}
	return strings.Join(out, "\n")
}

func TestDocuments(t *testing.T) {
	tests := map[string][3]string{
		"nothing":         {`{"a":1,"b":[1,2]}`, `{"b":[1,2],"a":1}`, ""},
		"a value":         {`{"a":{"b":"x"}}`, `{"a":{"b":"y"}}`, "changed a.b: x > y"},
		"added, removed":  {`{"a":1}`, `{"b":true}`, "removed a: 1 > \nadded b:  > true"},
		"moved entries":   {`{"v":[{"cve":"C1","t":1},{"cve":"C2","t":2}]}`, `{"v":[{"cve":"C2","t":2},{"cve":"C1","t":3}]}`, "changed v.[C1].t: 1 > 3"},
		"inserted":        {`{"r":[{"number":"1"}]}`, `{"r":[{"number":"2","date":"d"},{"number":"1"}]}`, "added r.[2]:  > date: d, number: 2"},
		"products named":  {`{"p":{"product_id":"P1","name":"Router"},"s":["P1"]}`, `{"p":{"product_id":"P1","name":"Router"},"s":["P1","P2"]}`, "added s.[P2]:  > P2"},
		"product removed": {`{"p":{"product_id":"P1","name":"Router"},"s":["P1"]}`, `{"p":{"product_id":"P1","name":"Router"},"s":[]}`, "removed s.[P1 (Router)]: P1 (Router) > "},
		"same name twice": {`{"n":[{"category":"general"},{"category":"general","x":1}]}`, `{"n":[{"category":"general"},{"category":"general","x":2}]}`, "changed n.[general].x: 1 > 2"},
		"another sort":    {`{"a":{"b":1}}`, `{"a":[1]}`, "changed a: b: 1 > 1"},
		"large numbers":   {`{"a":12345678901234567890}`, `{"a":12345678901234567891}`, "changed a: 12345678901234567890 > 12345678901234567891"},
	}
	for name, tt := range tests {
		if got := said(t, tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt[2])
		}
	}
	if _, err := Documents([]byte("{"), []byte("{}")); !domain.Is(err, domain.Invalid) {
		t.Errorf("no JSON: %v", err)
	}
}

func value(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(rapid.Map(rapid.SampledFrom([]string{"", "P1", "x", "y"}), func(s string) any { return s }), rapid.Map(rapid.IntRange(0, 3), func(n int) any { return n }), rapid.Just[any](nil))
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf, rapid.Map(rapid.SliceOfN(value(depth-1), 0, 4), func(v []any) any { return v }),
		rapid.Map(rapid.MapOfN(rapid.SampledFrom([]string{"name", "cve", "product_id", "z"}), value(depth-1), 0, 4), func(m map[string]any) any { return m }))
}

// TestEqualDocuments holds that a document and itself have no difference, and that
// both directions have equally many.
func TestEqualDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, errA := json.Marshal(value(3).Draw(t, "a"))
		b, errB := json.Marshal(value(3).Draw(t, "b"))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		same, err := Documents(a, a)
		if err != nil || len(same) > 0 {
			t.Fatalf("%s and itself: %v %v", a, same, err)
		}
		there, err1 := Documents(a, b)
		back, err2 := Documents(b, a)
		if err1 != nil || err2 != nil || len(there) != len(back) {
			t.Fatalf("%s and %s: %d there, %d back", a, b, len(there), len(back))
		}
	})
}

func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`{"a":[{"cve":"x"}]}`), []byte(`{"a":[{"cve":"y"},1]}`))
	f.Add([]byte(`[[],{}]`), []byte(`[[1],{"name":null}]`))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if _, err := Documents(a, b); err != nil && !domain.Is(err, domain.Invalid) {
			t.Error(err)
		}
	})
}
