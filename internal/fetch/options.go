package fetch

import (
	"context"
	"net"
	"time"

	"fenceline/internal/domain"
)

// op names the work in errors.
const op = "fetch"

// Options say where to and how a fetch works; what is zero is as in [Options.filled].
type Options struct {
	Out      string // folder of the bundle; made where it is not there
	Program  string // name and version, the User-Agent
	Proxy    string // address of a proxy; "" as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say
	Roots    []byte // certificates (PEM) that are trusted beside those of the system
	Rate     float64
	Parallel int // documents fetched at once
	Since    time.Time
	Limits   Limits
	Waits    Waits
	Progress func(domain.Progress)
	Now      func() time.Time

	sleep func(context.Context, time.Duration) error                           // waits between tries
	dial  func(ctx context.Context, network, address string) (net.Conn, error) // in place of the network, for tests
}

// Limits bound what a fetch takes from others.
type Limits struct {
	Document  int64 // bytes of one advisory
	List      int64 // bytes of one list of documents: a feed, changes.csv
	File      int64 // bytes of what lies at one address that a person gave; sources.tsv bounds tables
	Total     int64 // bytes of a whole fetch
	Documents int   // of one provider
	Providers int   // of one aggregator
}

// Waits are the times after which something is given up, and how often it is
// tried again.
type Waits struct {
	Dial    time.Duration // for a connection, and again for its encryption
	Answer  time.Duration // for the head of an answer
	Stall   time.Duration // without a byte
	Retries int           // tries after the first that brought nothing
	Pause   time.Duration // before the second try; doubled for each further one
	Longest time.Duration // that a publisher's Retry-After is followed
}

// Limits and waits of a fetch where nothing else is said.
var (
	usualLimits = Limits{Document: 64 << 20, List: 256 << 20, File: 4 << 30, Total: 64 << 30, Documents: 1_000_000, Providers: 1000}
	usualWaits  = Waits{Dial: 30 * time.Second, Answer: time.Minute, Stall: time.Minute, Retries: 4, Pause: time.Second, Longest: 5 * time.Minute}
)

// Bytes of what is small and held in memory.
const (
	mostMetadata = 16 << 20
	mostProof    = 1 << 20
	mostText     = 1 << 20
)

const (
	usualRate     = 10 // requests a second
	usualParallel = 4
	mostParallel  = 16
)

func (o Options) filled() Options {
	fill := func(at *int64, usual int64) {
		if *at <= 0 {
			*at = usual
		}
	}
	fill(&o.Limits.Document, usualLimits.Document)
	fill(&o.Limits.List, usualLimits.List)
	fill(&o.Limits.File, usualLimits.File)
	fill(&o.Limits.Total, usualLimits.Total)
	if o.Limits.Documents <= 0 {
		o.Limits.Documents = usualLimits.Documents
	}
	if o.Limits.Providers <= 0 {
		o.Limits.Providers = usualLimits.Providers
	}
	if o.Waits == (Waits{}) {
		o.Waits = usualWaits
	}
	if o.Rate <= 0 {
		o.Rate = usualRate
	}
	if o.Parallel <= 0 {
		o.Parallel = usualParallel
	}
	o.Parallel = min(o.Parallel, mostParallel)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(domain.Progress) {}
	}
	if o.sleep == nil {
		o.sleep = sleep
	}
	return o
}

// sleep waits, or gives up with the context.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
