package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/store"
)

// testSimulation does random things to the engine and to a Go map and compares
// what they hold, across closings.
func testSimulation(t *testing.T, open Opener) {
	e := opened(t, open)
	model := content(t, e)
	rapid.Check(t, func(rt *rapid.T) {
		rt.Repeat(map[string]func(*rapid.T){
			"update": func(rt *rapid.T) {
				ops := rapid.SliceOfN(operations, 1, 40).Draw(rt, "ops")
				fail := rapid.IntRange(0, 3).Draw(rt, "fail") == 0
				next := maps.Clone(model)
				err := e.Update(context.Background(), func(w store.Writer) error {
					next = maps.Clone(model)
					for _, op := range ops {
						if err := op.apply(rt, w, next); err != nil {
							return err
						}
					}
					if fail {
						return errStop
					}
					return nil
				})
				if fail != errors.Is(err, errStop) || !fail && err != nil {
					rt.Fatalf("update: %v", err)
				}
				if !fail {
					model = next
				}
			},
			"view": func(rt *rapid.T) {
				over := ranges.Draw(rt, "range")
				err := e.View(context.Background(), func(r store.Reader) error { return compare(rt, r, over, model) })
				if err != nil {
					rt.Fatalf("view: %v", err)
				}
			},
			"reopen": func(rt *rapid.T) {
				if rapid.IntRange(0, 9).Draw(rt, "really") != 0 {
					return
				}
				if err := e.Close(); err != nil {
					rt.Fatalf("close: %v", err)
				}
				var err error
				if e, err = open(store.Limits{}); err != nil {
					rt.Fatalf("open: %v", err)
				}
			},
		})
	})
	holds(t, e, model)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

var (
	someKeys = rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"a/", "a", "b/", "b\xff", ""}).Draw(t, "prefix") + rapid.StringMatching(`[a-d]{1,2}`).Draw(t, "rest")
	})
	ranges = rapid.Custom(func(t *rapid.T) store.Range {
		bound := rapid.OneOf(rapid.Just(""), someKeys)
		return store.Range{
			Prefix:  rapid.SampledFrom([]string{"", "", "a", "a/", "b\xff", "\xff"}).Draw(t, "prefix"),
			From:    bound.Draw(t, "from"),
			To:      bound.Draw(t, "to"),
			Reverse: rapid.Bool().Draw(t, "reverse"),
			Limit:   rapid.IntRange(0, 5).Draw(t, "limit"),
		}
	})
	operations = rapid.Custom(func(t *rapid.T) operation {
		return operation{
			what:  rapid.SampledFrom([]string{"put", "put", "put", "delete", "delete range", "look"}).Draw(t, "what"),
			key:   someKeys.Draw(t, "key"),
			value: strings.Repeat("v", rapid.SampledFrom([]int{0, 1, 10, 3000}).Draw(t, "size")),
			over:  ranges.Draw(t, "range"),
		}
	})
)

// operation is one step inside an update.
type operation struct {
	what  string
	key   string
	value string
	over  store.Range
}

func (op operation) apply(t *rapid.T, w store.Writer, model map[string]string) error {
	switch op.what {
	case "put":
		model[op.key] = op.value
		return w.Put(op.key, []byte(op.value))
	case "delete":
		delete(model, op.key)
		return w.Delete(op.key)
	case "look":
		return compare(t, w, op.over, model)
	}
	for _, key := range expected(op.over, model) {
		delete(model, key)
	}
	for item, err := range w.Scan(op.over) {
		if err != nil {
			return err
		}
		if err := w.Delete(item.Key); err != nil {
			return err
		}
	}
	return nil
}

// expected lists the keys of the model that the range selects, by the words of
// [store.Range] and not by its code.
func expected(over store.Range, model map[string]string) []string {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(model)), func(key string) bool {
		return !strings.HasPrefix(key, over.Prefix) || key < over.From || over.To != "" && key >= over.To
	})
	if over.Reverse {
		slices.Reverse(keys)
	}
	if over.Limit > 0 && len(keys) > over.Limit {
		keys = keys[:over.Limit]
	}
	return keys
}

func compare(t *rapid.T, r store.Reader, over store.Range, model map[string]string) error {
	var got, want []string
	for item, err := range r.Scan(over) {
		if err != nil {
			return err
		}
		got = append(got, item.Key+"="+string(item.Value))
	}
	keys := expected(over, model)
	for _, key := range keys {
		want = append(want, key+"="+model[key])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return fmt.Errorf("scan of %+v (-want +got):\n%s", over, diff)
	}
	values, err := r.GetMany(keys)
	if err != nil {
		return err
	}
	for i, value := range values {
		if value == nil || string(value) != model[keys[i]] {
			return fmt.Errorf("value of %q is %q", keys[i], value)
		}
	}
	return nil
}
