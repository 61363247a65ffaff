package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// ConfirmAssets keeps a person's word that the list of assets in use is complete
// and true now: who, when, how many, and the digest of the list as it was, so
// that a later list can be held against it. Errors: Conflict (there is none).
func (d *Desk) ConfirmAssets(ctx context.Context, note string) (domain.Confirmation, error) {
	done, err := d.writer()
	if err != nil {
		return domain.Confirmation{}, err
	}
	defer done()
	e := d.event("", "assets.confirm", "assets")
	var now domain.Confirmation
	err = d.store.Update(ctx, func(w *store.Write) error {
		desk, err := w.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		now = domain.Confirmation{At: e.At, Note: note}
		if now.By, err = d.person(&w.Read); err != nil {
			return err
		}
		sum := sha256.New()
		for a, err := range w.Assets() {
			if err != nil {
				return err
			}
			if !a.Retired.IsZero() {
				continue
			}
			now.Assets++
			text, err := json.Marshal(a)
			if err != nil {
				return err
			}
			sum.Write(append(text, '\n'))
		}
		if now.Assets == 0 {
			return &domain.Error{Kind: domain.Conflict, Op: "confirm assets", Code: "no_assets"}
		}
		now.Digest = hex.EncodeToString(sum.Sum(nil))
		before := desk.Confirmed
		desk.Confirmed = now
		if err := w.PutDesk(desk); err != nil {
			return err
		}
		return d.log(w, e, before, now)
	})
	return now, err
}
