package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"

	"fenceline/internal/store"
)

// script is a few updates whose outcome after each is known. It goes on where
// the data says it stopped.
const scriptSteps = 5

// scriptStep writes step n: it moves a group of keys and says how far it is.
func scriptStep(n int) func(store.Writer) error {
	return func(w store.Writer) error {
		for i := range 4 {
			if err := w.Put(fmt.Sprintf("step%d/%d", n, i), []byte(fmt.Sprint(n))); err != nil {
				return err
			}
			if err := w.Delete(fmt.Sprintf("step%d/%d", n-1, i)); err != nil {
				return err
			}
		}
		return w.Put("done", []byte(fmt.Sprint(n)))
	}
}

// scriptState is what the data holds after step n.
func scriptState(n int) map[string]string {
	if n == 0 {
		return map[string]string{}
	}
	state := map[string]string{"done": fmt.Sprint(n)}
	for i := range 4 {
		state[fmt.Sprintf("step%d/%d", n, i)] = fmt.Sprint(n)
	}
	return state
}

// runScript does the steps from first on and tells how many were reported as
// done.
func runScript(e store.Engine, first int) (done int, err error) {
	for n := first; n <= scriptSteps; n++ {
		if err := e.Update(context.Background(), scriptStep(n)); err != nil {
			return n - 1, err
		}
	}
	return scriptSteps, nil
}

// testFailAnywhere makes each write fail once: the update it is in leaves no
// trace and can be repeated.
func testFailAnywhere(t *testing.T, open Opener) {
	failed := 0
	for n := 1; ; n++ {
		e := emptied(t, open)
		f := &Faults{FailWrite: n}
		done, err := runScript(f.Wrap(e), 1)
		if err != nil {
			failed++
			if !errors.Is(err, ErrInjected) {
				t.Fatalf("write %d: %v", n, err)
			}
			holds(t, e, scriptState(done))
			_, err = runScript(f.Wrap(e), done+1)
		}
		if err != nil {
			t.Fatalf("after write %d failed: %v", n, err)
		}
		holds(t, e, scriptState(scriptSteps))
		finish(t, e)
		if f.Writes() < n {
			break
		}
	}
	if failed == 0 {
		t.Fatal("no write was made to fail")
	}
}

// testScanFails makes each item of a scan fail: the reader is told once, at the
// end.
func testScanFails(t *testing.T, open Opener) {
	e := opened(t, open)
	const items = 20
	fill(t, e, numbered(items))
	for n := 1; n <= items; n++ {
		wrapped := (&Faults{FailScan: n}).Wrap(e)
		seen, told := 0, 0
		err := wrapped.View(context.Background(), func(r store.Reader) error {
			for _, err := range r.Scan(store.Range{}) {
				if err != nil {
					told++
				} else {
					seen++
				}
			}
			return nil
		})
		if err != nil || seen != n-1 || told != 1 {
			t.Errorf("item %d fails: %d items seen, %d errors, %v", n, seen, told, err)
		}
	}
}

// testCrashAnywhere ends the process, as far as the engine can tell, at each
// write: opened again, the data is what the last update that was reported left.
func testCrashAnywhere(t *testing.T, open Opener) {
	crashes := 0
	for n := 1; ; n++ {
		f := &Faults{CrashWrite: n}
		e := emptied(t, open)
		done, err := runScript(f.Wrap(e), 1)
		if (err != nil) != f.Crashed() {
			t.Fatalf("write %d: %v", n, err)
		}
		finish(t, e)
		e = opened(t, open)
		holds(t, e, scriptState(done))
		if _, err := runScript(e, done+1); err != nil {
			t.Fatal(err)
		}
		holds(t, e, scriptState(scriptSteps))
		finish(t, e)
		if !f.Crashed() {
			break
		}
		crashes++
	}
	if crashes == 0 {
		t.Fatal("nothing crashed")
	}
}

// testCrashCommit ends the process after a commit that nobody heard of: it is
// kept, and repeating the step changes nothing.
func testCrashCommit(t *testing.T, open Opener) {
	for n := 1; n <= scriptSteps; n++ {
		f := &Faults{CrashCommit: n}
		e := emptied(t, open)
		done, err := runScript(f.Wrap(e), 1)
		if err == nil || done != n-1 {
			t.Fatalf("commit %d: %d steps reported, %v", n, done, err)
		}
		finish(t, e)
		e = opened(t, open)
		holds(t, e, scriptState(n))
		if _, err := runScript(e, n); err != nil {
			t.Fatal(err)
		}
		holds(t, e, scriptState(scriptSteps))
		finish(t, e)
	}
}

// emptied opens the data and removes everything.
func emptied(t *testing.T, open Opener) store.Engine {
	t.Helper()
	e := opened(t, open)
	keys := maps.Keys(content(t, e))
	update(t, e, func(w store.Writer) error {
		for key := range keys {
			if err := w.Delete(key); err != nil {
				return err
			}
		}
		return nil
	})
	return e
}

// finish checks the engine's structure and closes it.
func finish(t *testing.T, e store.Engine) {
	t.Helper()
	if c, ok := e.(store.Checker); ok {
		if err := c.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}
