package workflow

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// Options say which desk to open and for whom. Folder is needed, the rest has
// defaults.
type Options struct {
	Folder     string           // where the desk lies
	Person     string           // who acts, as said; the desk's own setting, then the account, where empty
	Passphrase string           // of Person, where they have one; what is done without it is asserted
	Program    string           // name and version of this program, for the log and reports
	Reading    bool             // only questions will be asked: nothing is made, and when somebody else has the desk, a copy answers
	Now        func() time.Time // the clock; time.Now
	Entropy    io.Reader        // for ids; crypto/rand
	Wait       time.Duration    // how long to wait for another command to end; 3 s

	RenewLater bool                  // what an older program derived is not brought up to date, see [Desk.Renew]
	Progress   func(domain.Progress) // of that; may be nil
	NotRenewed func(error)           // told where it failed and the desk is open all the same; nil: that is an error
}

// Desk is one operator's data. Its verbs may be called from any goroutine;
// writing verbs take turns.
type Desk struct {
	folder    string
	program   string
	now       func() time.Time
	ids       *ids
	who       holder
	store     *store.Store
	engine    store.Engine
	lock      *flock.Flock
	copied    string     // folder of the copy that is read, when somebody else has the desk or nothing may be written
	forbidden bool       // nothing may be written in the folder
	copyAt    time.Time  // when that copy was made
	writing   sync.Mutex // one writing verb at a time
	assurance domain.Assurance
	finder    finder                   // what was read to find advisories
	counted   kept[counts]             // what the last status counted
	asked     kept[[]domain.Question]  // what Today asked last
	listed    kept[[]domain.AssetView] // the assets in use, as they were last listed
	figures   kept[figures]            // the last statistics
	ordered   kept[[]assetCount]       // assets in the order in which their findings are listed
	seen      seenFindings             // findings of the last page
	turned    domain.Day               // the day for which exceptions were looked through; under writing
}

// Open opens the desk in o.Folder, makes it where there is none unless only
// questions will be asked, and finishes what an interrupted run left over.
// Errors: NotFound (no desk to ask), Busy (who has it, since when), Storage (the
// place is unfit), Corrupt, Unsupported (written by a newer program).
func Open(ctx context.Context, o Options) (*Desk, error) {
	folder, err := findPlace(o.Folder, o.Reading)
	if err == nil {
		err = notEmptied(folder)
	}
	if err != nil {
		return nil, err
	}
	d := newDesk(folder, o)
	wait := o.Wait
	if wait == 0 {
		wait = 3 * time.Second
		if o.Reading {
			wait = 100 * time.Millisecond
		}
	}
	var crashed bool
	d.lock, crashed, err = hold(ctx, folder, d.who, wait)
	if o.Reading && (domain.Is(err, domain.Busy) || forbidden(err)) {
		d.forbidden = forbidden(err)
		return d, d.openCopy(ctx)
	}
	if err != nil {
		return nil, err
	}
	if err := d.openStore(ctx); err != nil {
		return nil, errors.Join(err, release(folder, d.lock))
	}
	if err := d.assure(ctx, o.Passphrase); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if crashed {
		if err := d.store.Sweep(ctx); err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	if !o.Reading {
		err := d.keepRecords(ctx)
		if err == nil {
			err = d.noteStopped(ctx)
		}
		if err == nil {
			err = d.resume(ctx)
		}
		if err == nil {
			err = d.renewAtOpening(ctx, o)
		}
		if err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	return d, nil
}

func newDesk(folder string, o Options) *Desk {
	d := &Desk{folder: folder, program: o.Program, now: o.Now}
	if d.now == nil {
		d.now = time.Now
	}
	if d.program == "" {
		d.program = "Fenceline"
	}
	entropy := o.Entropy
	if entropy == nil {
		entropy = rand.Reader
	}
	d.ids = &ids{now: d.now, entropy: entropy}
	d.who = holder{Person: o.Person, Account: account(), Since: d.now().UTC(), PID: os.Getpid()}
	if host, err := os.Hostname(); err == nil {
		d.who.Host = host
	}
	return d
}

// account is the name the operating system knows the person by.
func account() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	if name := os.Getenv("USER"); name != "" {
		return name
	}
	return os.Getenv("USERNAME")
}

// deskLimits let one file on this computer take larger transactions than every
// engine must: each rewrites the pages it touches, and an import touches many.
var deskLimits = store.Limits{Keys: 30_000, Bytes: 16 << 20}

func (d *Desk) openStore(ctx context.Context) error {
	path := filepath.Join(d.folder, storeFile)
	if err := createStore(path); err != nil {
		return err
	}
	engine, err := bolt.Open(path, bolt.Options{Timeout: 2 * time.Second, Limits: deskLimits})
	if err != nil {
		return err
	}
	d.engine = engine
	d.store = store.New(engine)
	d.store.Program = d.program
	d.store.Stamp = d.stamp
	d.store.BackupBefore = func(ctx context.Context) error {
		write, err := d.copier(path)
		if err != nil {
			return err
		}
		return writeFile(path+".before-migration", write)
	}
	err = d.store.Open(ctx)
	if err == nil {
		err = d.store.View(ctx, func(r *store.Read) error {
			last, ok, err := r.LastArrival()
			if err != nil {
				return err
			}
			if ok {
				if err := d.ids.after(last.ID); err != nil {
					return err
				}
			}
			for run, err := range r.MatchRuns() {
				if err != nil {
					return err
				}
				return d.ids.after(run.ID)
			}
			return nil
		})
	}
	if err != nil {
		return errors.Join(err, engine.Close())
	}
	return nil
}

// Close ends the desk. What was reported as done is on the disk already.
func (d *Desk) Close() error {
	var errs []error
	if d.engine != nil {
		errs = append(errs, d.engine.Close())
	}
	if d.copied != "" {
		errs = append(errs, os.RemoveAll(d.copied))
	}
	errs = append(errs, release(d.folder, d.lock))
	d.lock = nil
	return errors.Join(errs...)
}

// Folder is where the desk lies.
func (d *Desk) Folder() string { return d.folder }

// Copied says since when a reading desk answers from a copy, because somebody
// else has the desk open or, where forbidden is true, because this account may
// not write in its folder; ok is false where it has the desk itself.
func (d *Desk) Copied() (at time.Time, forbidden, ok bool) {
	return d.copyAt, d.forbidden, d.copied != ""
}

// writer takes the turn to write. A desk that reads a copy has none, nor has a
// person who may only read.
func (d *Desk) writer() (done func(), err error) {
	if d.copied != "" {
		return nil, busy(d.folder)
	}
	d.writing.Lock()
	err = d.store.View(context.Background(), func(r *store.Read) error { return d.may(r, domain.RoleEdit) })
	if err != nil {
		d.writing.Unlock()
		return nil, err
	}
	return d.writing.Unlock, nil
}

// person is who acts, as said: the call's own name, else the desk's setting,
// else the account.
func (d *Desk) person(r *store.Read) (string, error) {
	if d.who.Person != "" {
		return d.who.Person, nil
	}
	desk, err := r.Desk()
	if err != nil && !domain.Is(err, domain.NotFound) {
		return "", err
	}
	if desk.Person != "" {
		return desk.Person, nil
	}
	return d.who.Account, nil
}

// settings are the desk's own, with defaults filled in: UTC only where the
// computer's zone has no name.
func (d *Desk) settings(r *store.Read) (domain.Desk, *time.Location, error) {
	desk, err := r.Desk()
	if err != nil && !domain.Is(err, domain.NotFound) {
		return desk, nil, err
	}
	if desk.Policy == "" {
		desk.Policy = "bod-26-04"
	}
	if desk.Missing == "" {
		desk.Missing = domain.MissingFlat60
	}
	if desk.Zone == "" {
		desk.Zone = time.Local.String()
	}
	zone, err := time.LoadLocation(desk.Zone)
	if err != nil {
		return desk, nil, &domain.Error{Kind: domain.Invalid, Op: "read settings", Subject: desk.Zone, Code: "zone_unknown", Err: err}
	}
	return desk, zone, nil
}

// event starts a log entry by whoever acts now.
func (d *Desk) event(person, verb, subject string) domain.LogEvent {
	return domain.LogEvent{At: d.now().UTC(), Person: person, Assurance: d.assurance, Account: d.who.Account, Host: d.who.Host, Verb: verb, Subject: subject}
}

// stamp begins an event of the store's own by whoever acts now.
func (d *Desk) stamp() func(*store.Read) (domain.LogEvent, error) {
	e := d.event("", "", "")
	return func(r *store.Read) (_ domain.LogEvent, err error) {
		e := e
		e.Person, err = d.person(r)
		return e, err
	}
}

// keepRecords lets the log rebuild tasks and targets also where an earlier program
// made them.
func (d *Desk) keepRecords(ctx context.Context) error {
	var needed bool
	var person string
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if needed, err = r.NeedsBase(); err != nil || !needed {
			return err
		}
		person, err = d.person(r)
		return err
	})
	if err != nil || !needed {
		return err
	}
	return d.store.WriteBase(ctx, d.event(person, "", ""), 0)
}
