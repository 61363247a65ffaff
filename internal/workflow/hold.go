package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// holder says who has a desk open; it is read by whoever finds the door locked.
type holder struct {
	Person  string    `json:"person"`
	Account string    `json:"account"`
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
	PID     int       `json:"pid"`
}

const (
	lockFile   = "desk.lock"
	holderFile = "desk.holder"
	storeFile  = "desk.db"
)

// hold takes the desk's lock, waiting up to patience for another command to end.
// Busy names the person, the computer and since when. crashed is true where the
// one before did not take its name off the door.
func hold(ctx context.Context, folder string, me holder, patience time.Duration) (lock *flock.Flock, crashed bool, err error) {
	lock = flock.New(filepath.Join(folder, lockFile), flock.SetPermissions(0o600))
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	got, err := lock.TryLockContext(wait, 50*time.Millisecond)
	if ctx.Err() != nil {
		return nil, false, store.Cancelled("open desk", ctx.Err())
	}
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, false, &domain.Error{Kind: domain.Storage, Op: "open desk", Subject: folder, Code: "folder_unusable", Err: err}
	}
	if !got {
		return nil, false, busy(folder)
	}
	_, statErr := os.Stat(filepath.Join(folder, holderFile))
	crashed = statErr == nil
	text, err := json.Marshal(me)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, holderFile), text, 0o600)
	}
	if err != nil {
		return nil, false, errors.Join(&domain.Error{Kind: domain.Storage, Op: "open desk", Subject: folder, Code: "folder_unusable", Err: err}, lock.Unlock())
	}
	return lock, crashed, nil
}

// busy is the error that says who has the desk.
func busy(folder string) error {
	var h holder
	if text, err := os.ReadFile(filepath.Join(folder, holderFile)); err == nil {
		_ = json.Unmarshal(text, &h) // a torn line only loses the name
	}
	params := domain.Params{"person": h.Person, "account": h.Account, "host": h.Host, "since": ""}
	if !h.Since.IsZero() {
		params["since"] = h.Since.Local().Format("2006-01-02 15:04")
	}
	if h.Person == "" {
		params["person"] = h.Account
	}
	return &domain.Error{Kind: domain.Busy, Op: "open desk", Subject: folder, Code: "desk_open_elsewhere", Params: params}
}

// release gives the lock back and takes the name off the door.
func release(folder string, lock *flock.Flock) error {
	if lock == nil {
		return nil
	}
	err := os.Remove(filepath.Join(folder, holderFile))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, lock.Unlock())
}

// serials are what VEX documents name the asset by: the serial numbers of the
// inventories in force, and the UUID under which this desk's own exports name it.
func serials(asset string, snapshots []domain.SnapshotView) []string {
	out := []string{strings.TrimPrefix(domain.AssetURN(asset), "urn:uuid:")}
	for _, s := range snapshots {
		if s.Current && s.Serial != "" {
			out = append(out, s.Serial)
		}
	}
	return out
}
