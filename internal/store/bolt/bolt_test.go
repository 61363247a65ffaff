package bolt_test

import (
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
