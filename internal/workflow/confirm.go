package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// ConfirmAssets keeps a person's word that the list of assets in use is complete
// and true now: who, when, how many, and the digest of the list as it was, so
// that a later list can be held against it. One for the year stands for the month
// too. Errors: Invalid (no such kind), Conflict (there is no asset).
func (d *Desk) ConfirmAssets(ctx context.Context, kind domain.ConfirmKind, note string) (domain.Confirmation, error) {
	if !slices.Contains(domain.ConfirmKinds(), kind) {
		return domain.Confirmation{}, &domain.Error{Kind: domain.Invalid, Op: "confirm assets", Code: "confirm_kind_unknown", Params: domain.Params{"value": string(kind)}}
	}
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
		now = domain.Confirmation{Kind: kind, At: e.At, Note: note}
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
		before := desk.ConfirmedFor(kind)
		desk.Confirmed = now
		if kind == domain.ConfirmYearly {
			desk.ConfirmedYearly = now
		}
		if err := w.PutDesk(desk); err != nil {
			return err
		}
		return d.log(w, e, before, now)
	})
	return now, err
}
