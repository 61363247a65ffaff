package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
	"fenceline/internal/store/storetest"
)

// outcome is the digest of a store whose steps were all done without trouble.
func outcome(t *testing.T) string {
	t.Helper()
	s := newStoreWithin(t, engines[1].fresh(t), narrow)
	if err := run(context.Background(), s, func(int) {}); err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, s)
	all, _, err := s.Digest(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCrashes ends the process, as far as the store can tell, at every write
// and after every commit of the steps; opened again, everything reported is
// there, the records agree, and going on leads to the same store.
func TestCrashes(t *testing.T) {
	want := outcome(t)
	kinds := []struct {
		name  string
		fault func(n int) *storetest.Faults
	}{
		{"at every write", func(n int) *storetest.Faults { return &storetest.Faults{CrashWrite: n} }},
		{"after every commit", func(n int) *storetest.Faults { return &storetest.Faults{CrashCommit: n} }},
	}
	for _, kind := range kinds {
		for _, engine := range engines {
			t.Run(kind.name+" on "+engine.name, func(t *testing.T) {
				n := 1
				for crashOnce(t, engine.fresh(t), kind.fault(n), want) {
					n++
				}
				if n < len(steps) {
					t.Fatalf("only %d crashes", n-1)
				}
			})
		}
	}
}

// crashOnce does the steps with the fault, and again without; false means that
// the fault never came.
func crashOnce(t *testing.T, open storetest.Opener, fault *storetest.Faults, want string) bool {
	t.Helper()
	ctx := context.Background()
	s := newStoreWithin(t, open, narrow) // makes the file, outside of the counting
	reported := 0
	err := run(ctx, store.New(fault.Wrap(s.Engine())), func(done int) { reported = done })
	if (err != nil) != fault.Crashed() || err != nil && !errors.Is(err, storetest.ErrInjected) {
		t.Fatalf("steps end with %v", err)
	}
	reopenAndFinish(t, s, open, reported, want)
	return fault.Crashed()
}

// reopenAndFinish closes s, opens the data again, checks it and does the rest.
func reopenAndFinish(t *testing.T, s *store.Store, open storetest.Opener, reported int, want string) {
	t.Helper()
	ctx := context.Background()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = newStoreWithin(t, open, narrow)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	checkInvariants(t, s)
	done, err := stepsDone(ctx, s)
	if err != nil || done < reported {
		t.Fatalf("%d steps were reported as done, %d are (%v)", reported, done, err)
	}
	if err := run(ctx, s, func(int) {}); err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, s)
	got, _, err := s.Digest(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Fatal("after a crash the same steps lead to another store")
	}
}

// killedFile names the file that the child process of TestKilled writes to, and killedRunFrom
// from how many bytes on its transactions become runs.
const (
	killedFile    = "FENCELINE_TEST_KILLED_FILE"
	killedRunFrom = "FENCELINE_TEST_KILLED_RUN_FROM"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(killedFile); path != "" {
		if err := writeUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func writeUntilKilled(path string) error {
	from, err := strconv.Atoi(os.Getenv(killedRunFrom))
	if err != nil {
		return err
	}
	e, err := bolt.Open(path, bolt.Options{Limits: narrow, Timeout: time.Second, RunFrom: from})
	if err != nil {
		return err
	}
	s := store.New(e)
	s.Program = program
	if err := s.Open(context.Background()); err != nil {
		return err
	}
	return run(context.Background(), s, func(done int) { fmt.Println(done) })
}

// TestKilled kills a process that does the steps, at moments it does not choose.
func TestKilled(t *testing.T) {
	want := outcome(t)
	kills := 0
	for n := range 16 {
		from := n % 2 // every other time each transaction becomes a run
		path := filepath.Join(t.TempDir(), "desk.db")
		open := func(limits store.Limits) (store.Engine, error) {
			return bolt.Open(path, bolt.Options{Limits: limits, Timeout: time.Second, RunFrom: from})
		}
		reported, killed := killChild(t, path, from, time.Duration(n*n)*2*time.Millisecond)
		if killed {
			kills++
		}
		reopenAndFinish(t, newStoreWithin(t, open, narrow), open, reported, want)
	}
	if kills == 0 {
		t.Fatal("every process came to its end before it was killed")
	}
}

// killChild runs the steps in a process of its own, kills it a while after its
// first report, and gives the last step it reported.
func killChild(t *testing.T, path string, from int, after time.Duration) (reported int, killed bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), killedFile+"="+path, killedRunFrom+"="+strconv.Itoa(from))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(after + time.Duration(rand.IntN(20))*time.Millisecond)
		_ = child.Process.Kill() // it may have ended already
	}()
	reported = lastLine(t, out)
	err = child.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil && exit.Exited() {
		t.Fatalf("the process failed by itself: %v", err)
	}
	return reported, err != nil
}

func lastLine(t *testing.T, out io.Reader) (last int) {
	t.Helper()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		last = n
	}
	return last
}
