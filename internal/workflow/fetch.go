package workflow

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"fenceline/internal/domain"
	"fenceline/internal/fetch"
)

// FetchOptions say where a bundle goes and how it is fetched.
type FetchOptions struct {
	Out      string    // folder of the bundle
	Pack     string    // archive of the whole bundle; "" for none
	Desk     string    // folder of the desk, in which no bundle is written
	Program  string    // name and version, which is all that others are told
	Proxy    string    // "" as the environment says
	Roots    string    // file with certificates that are trusted beside the system's; "" for none
	Rate     float64   // requests a second; 0 as usual
	Parallel int       // documents at once; 0 as usual
	Since    time.Time // documents of CSAF providers that changed before are left out
	MaxFile  int64     // bytes of one file; 0 as usual
	MaxTotal int64     // bytes of the whole fetch; 0 as usual
	Now      func() time.Time
}

// fetchLock is the file in a bundle's state that a fetch holds.
const fetchLock = "lock"

// Fetch brings what a person wishes for from its publishers into a bundle, which
// [Desk.Import] reads here or elsewhere. It needs no desk. It is the only thing the
// program does on a network, and nothing but a person's word starts it.
//
// The receipt holds what was done, with an error, too. Errors as of [fetch.Run];
// Busy where another fetch writes to the bundle.
func Fetch(ctx context.Context, wish domain.FetchWish, o FetchOptions, progress func(domain.Progress)) (domain.FetchReceipt, error) {
	if o.Out == "" {
		return domain.FetchReceipt{}, &domain.Error{Kind: domain.Invalid, Op: "fetch", Code: "fetch_no_folder"}
	}
	out, err := filepath.Abs(o.Out)
	if err != nil {
		return domain.FetchReceipt{}, notWritten(o.Out, err)
	}
	if o.Desk != "" && (inDesk(filepath.Join(out, "x"), o.Desk) || o.Pack != "" && inDesk(o.Pack, o.Desk)) {
		return domain.FetchReceipt{}, &domain.Error{Kind: domain.Invalid, Op: "fetch", Subject: out, Code: "file_in_desk", Params: domain.Params{"file": out}}
	}
	var roots []byte
	if o.Roots != "" {
		if roots, err = os.ReadFile(o.Roots); err != nil {
			return domain.FetchReceipt{}, &domain.Error{Kind: domain.NotFound, Op: "fetch", Subject: o.Roots, Code: "no_such_file", Err: err}
		}
	}
	unlock, err := lockBundle(out)
	if err != nil {
		return domain.FetchReceipt{}, err
	}
	receipt, err := fetch.Run(ctx, wish, fetch.Options{Out: out, Program: o.Program, Proxy: o.Proxy, Roots: roots, Rate: o.Rate, Parallel: o.Parallel,
		Since: o.Since, Limits: fetch.Limits{File: o.MaxFile, Total: o.MaxTotal}, Progress: progress, Now: o.Now})
	if err == nil && o.Pack != "" {
		if err = fetch.Pack(ctx, out, o.Pack); err == nil {
			receipt.Packed = o.Pack
		}
	}
	return receipt, errors.Join(err, unlock())
}

// lockBundle keeps two fetches from writing to one bundle.
func lockBundle(folder string) (unlock func() error, err error) {
	state := filepath.Join(folder, fetch.StateFolder)
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, &domain.Error{Kind: domain.Storage, Op: "fetch", Subject: folder, Code: "fetch_bundle", Err: err}
	}
	lock := flock.New(filepath.Join(state, fetchLock), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil {
		return nil, &domain.Error{Kind: domain.Storage, Op: "fetch", Subject: folder, Code: "fetch_bundle", Err: err}
	}
	if !held {
		return nil, &domain.Error{Kind: domain.Busy, Op: "fetch", Subject: folder, Code: "fetch_bundle_busy"}
	}
	return func() error {
		if err := lock.Unlock(); err != nil {
			return &domain.Error{Kind: domain.Storage, Op: "fetch", Subject: folder, Code: "fetch_bundle", Err: err}
		}
		return nil
	}, nil
}
