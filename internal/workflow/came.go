package workflow

import (
	"context"
	"encoding/hex"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// came answers how the very same bytes came in before, as an advisory or a feed.
// Questions are answered by looking, until so many were asked that reading all
// arrivals once is less work; what arrives afterwards is not among its answers. It is
// for one goroutine.
type came struct {
	desk   *Desk
	asked  int
	all    map[[16]byte]cameAs // by the first half of the digest; nil: not read
	badges []domain.Badge      // that cameAs counts
}

// cameAs is an arrival in few bytes: a desk may have a million.
type cameAs struct {
	id    [26]byte
	badge uint8
	more  bool // it has proofs, or a reason why it was let in: they have to be looked up
}

// cameFirst is how many questions are answered by looking in any case, and
// cameShare how many arrivals are read in the time of one look.
const (
	cameFirst = 256
	cameShare = 50
)

// before gives the last arrival of the bytes with the digest that is no inventory,
// or nil.
func (c *came) before(ctx context.Context, digest string) (*store.Arrival, error) {
	c.asked++
	if c.all == nil && c.asked >= cameFirst && c.asked&(c.asked-1) == 0 {
		if err := c.read(ctx); err != nil {
			return nil, err
		}
	}
	if c.all == nil {
		return c.desk.known(ctx, digest)
	}
	short, ok := shortDigest(digest)
	as, found := c.all[short]
	switch {
	case !ok || as.more:
		return c.desk.known(ctx, digest)
	case !found:
		return nil, nil
	}
	return &store.Arrival{ID: string(as.id[:]), Digest: digest, Badge: c.badges[as.badge]}, nil
}

// read reads all arrivals where enough was asked.
func (c *came) read(ctx context.Context) error {
	return c.desk.store.View(ctx, func(r *store.Read) error {
		sources, err := r.Sources()
		if err != nil {
			return err
		}
		kept := 0
		for i := range sources {
			kept += sources[i].Count
		}
		if kept > c.asked*cameShare {
			return nil
		}
		all := make(map[[16]byte]cameAs, kept)
		for a, err := range r.Arrivals() {
			if err != nil {
				return err
			}
			short, ok := shortDigest(a.Digest)
			if !ok || a.Asset != "" {
				continue
			}
			as := cameAs{badge: c.badge(a.Badge), more: len(a.Proofs) > 0 || a.Released != "" || len(a.ID) != 26}
			copy(as.id[:], a.ID)
			all[short] = as
		}
		c.all = all
		return nil
	})
}

// badge is the place of a badge among those met.
func (c *came) badge(b domain.Badge) uint8 {
	at := slices.Index(c.badges, b)
	if at < 0 {
		at = len(c.badges)
		c.badges = append(c.badges, b)
	}
	return uint8(at) // there are five
}

// shortDigest is enough of a SHA-256 digest to tell apart all that a desk can hold.
func shortDigest(digest string) (short [16]byte, ok bool) {
	if len(digest) != 64 {
		return short, false
	}
	_, err := hex.Decode(short[:], []byte(digest[:32]))
	return short, err == nil
}
