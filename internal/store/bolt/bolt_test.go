package bolt_test

import (
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
	"fenceline/internal/store/storetest"
)

func TestSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Opener {
		path := filepath.Join(t.TempDir(), "desk.db")
		return func(limits store.Limits) (store.Engine, error) {
			return bolt.Open(path, bolt.Options{Limits: limits, NoSync: true})
		}
	})
}

// TestSuiteRewritten is the same with a file that is rewritten each time before it is
// opened, so that most of what is read lies in blocks.
func TestSuiteRewritten(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Opener {
		path := filepath.Join(t.TempDir(), "desk.db")
		return func(limits store.Limits) (store.Engine, error) {
			if _, err := os.Stat(path); err == nil {
				if err := bolt.Rewrite(t.Context(), path, path+".new", same); err != nil {
					return nil, err
				}
				if err := os.Rename(path+".new", path); err != nil {
					return nil, err
				}
			}
			return bolt.Open(path, bolt.Options{Limits: limits, NoSync: true})
		}
	})
}

// TestSuiteRuns is the same where every transaction makes a run, so that runs are merged all
// the time.
func TestSuiteRuns(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Opener {
		path := filepath.Join(t.TempDir(), "desk.db")
		return func(limits store.Limits) (store.Engine, error) {
			return bolt.Open(path, bolt.Options{Limits: limits, NoSync: true, RunFrom: 1})
		}
	})
}

func same(_ string, value []byte) []byte { return value }
