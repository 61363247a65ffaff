package storetest_test

import (
	"context"
	"testing"

	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Opener {
		var m *storetest.Memory
		return func(limits store.Limits) (store.Engine, error) {
			if m == nil {
				m = storetest.NewMemory(limits)
			}
			m.Reopen()
			return m, nil
		}
	})
}

func TestMemoryRunsUpdatesTwice(t *testing.T) {
	m := storetest.NewMemory(store.Limits{})
	runs := 0
	err := m.Update(context.Background(), func(w store.Writer) error {
		runs++
		return w.Put("run", []byte{byte('0' + runs)})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = m.View(context.Background(), func(r store.Reader) error {
		value, err := r.Get("run")
		if string(value) != "2" || runs != 2 {
			t.Errorf("%d runs, the one of %q is kept; want the second of two", runs, value)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
