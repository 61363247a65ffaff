package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// flipAll makes the inventories and findings of a batch count, and counts in the
// log what findings there are now: they are derived, so that a number and a digest
// are enough to tell whether others come out later.
func (m *matcher) flipAll(ctx context.Context, all []*matched) error {
	d := m.desk
	batch := d.store.Batch(ctx)
	var said domain.FindingCount
	sum := sha256.New()
	for _, one := range all {
		if err := batch.Do(func(w *store.Write) error { return flip(w, one) }); err != nil {
			return err
		}
		if one.next.Findings == one.cur.Findings {
			continue
		}
		said.Assets++
		said.Affected += one.next.Verdicts[domain.Affected]
		said.NotAffected += one.next.Verdicts[domain.NotAffected]
		said.CannotTell += one.next.Verdicts[domain.CannotTell]
		fmt.Fprintf(sum, "%s %016x\n", one.asset.ID, one.next.Findings)
	}
	if said.Assets > 0 {
		said.SHA256 = hex.EncodeToString(sum.Sum(nil))
		text, err := asText(said)
		if err != nil {
			return err
		}
		e := d.event(m.person, "findings", "desk")
		e.After = text
		if err := batch.Do(func(w *store.Write) error { return w.AppendEvent(e) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}
